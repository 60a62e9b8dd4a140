"""Who may open what: every address, every person, every stage -> what they get. Read it like a table; it is one.

Words: ok (the page) · form (the form again, after a POST) · login (to /masuk/) · back (done, sent on) · refused (sent
back with the reason) · 409 (refused, with what was typed to be copied) · another status. An address that has no GET
here, or no POST, answers 405 to it. What is denied writes nothing.

What happens once an agreement is in force stands in `matrix_in_force`.

An address of an agreement has a row per stage, `*` being the stages that no row above names. Its words are those of
head1 secretary1 head2 council1 dpmd camat legal; one word stands for all seven. Two rules are not repeated there: who
has no part in an agreement gets 404 and a stranger must log in first (else it stands behind the bar: stranger, others;
asked at a row's first stage); the district's people get 404 for a draft never submitted and for a withdrawn one.
"""

INSIDERS = ("head1", "secretary1", "head2", "council1", "dpmd", "camat", "legal")
OFFICERS = ("dpmd", "camat", "legal")
SAMPLE = ("head1", "council1", "dpmd")
"""Who is asked again at the further stages of a row that has one word for all."""
ANYBODY = ("stranger", "nobody", "head1", "admin")
"""Who is asked about the pages of one's own account (account_…, mfa_…): there everybody is like everybody."""
UNSEEN = ("drafting", "withdrawn")
"""Stages of which the district knows nothing."""

EDITS = "article-add attachment-add attachment-remove"
"""The pages on which every party writes: its own, or what it suggests."""

AGREEMENTS = """
# address             how   stage                          head1 secretary1 head2 council1 dpmd camat legal
desk-agreement        GET   *                              ok
attachment            GET   *                              ok
draft-edit            GET   drafting,returned              ok    ok    ok    403   403   403   403
draft-edit            GET   *                              refused
EDITS                 GET   drafting,returned              ok    ok    ok    403   403   403   403
draft-details         GET   returned                       ok    ok    ok    403   403   403   403
EDITS                 GET   *                              refused
EDITS                 POST  drafting,returned              back  back  back  403   403   403   403
draft-details         POST  drafting                       back  back  form  403   404   404   404
draft-details         POST  returned                       back  back  form  403   403   403   403
article-add           POST  *                              409
attachment-add        POST  *                              409
attachment-remove     POST  *                              refused
draft-details         POST  *                              409
draft-details         GET   drafting                       ok    ok    ok    403   404   404   404
draft-details         GET   *                              refused
draft-recitals        GET   drafting,returned              ok    ok    ok    403   403   403   403
draft-recitals        GET   *                              refused
draft-recitals        POST  drafting,returned              back  back  form  403   403   403   403
draft-recitals        POST  *                              409
article-edit          GET   drafting,returned              ok    ok    ok    403   403   403   403
article-edit          GET   *                              refused
article-edit          POST  drafting,returned              back  back  form  403   403   403   403
article-edit          POST  *                              409
draft-parties         GET   drafting,returned              ok    ok    ok    403   403   403   403
draft-parties         GET   *                              refused
draft-parties         POST  drafting,returned              back  back  403   403   403   403   403
draft-parties         POST  *                              refused
draft-articles        GET   drafting,returned              ok    ok    ok    403   403   403   403
draft-articles        GET   *                              refused
draft-attachments     GET   drafting,returned              ok    ok    ok    403   403   403   403
draft-attachments     GET   *                              refused
draft-check           GET   drafting,returned              ok    ok    ok    403   403   403   403
draft-check           GET   *                              refused
article-suggest       POST  drafting,returned              back  back  back  403   403   403   403
article-suggest       POST  *                              409
article-remove        GET   drafting,returned              ok    ok    403   403   403   403   403
article-remove        GET   *                              refused
article-remove        POST  drafting,returned              back  back  403   403   403   403   403
article-remove        POST  *                              refused
article-move          GET   drafting,returned              ok    ok    403   403   403   403   403
article-move          GET   *                              refused
article-move          POST  drafting,returned              back  back  403   403   403   403   403
article-move          POST  *                              refused
article-split         GET   drafting,returned              ok    ok    403   403   403   403   403
article-split         GET   *                              refused
article-split         POST  drafting,returned              form  form  403   403   403   403   403
article-split         POST  *                              refused
chapter-name          GET   drafting,returned              ok    ok    403   403   403   403   403
chapter-name          GET   *                              refused
chapter-name          POST  drafting,returned              back  back  403   403   403   403   403
chapter-name          POST  *                              refused
article-undo          POST  drafting,returned              refused refused refused 403   403   403   403
article-undo          POST  *                              refused
article-redo          POST  drafting,returned              refused refused refused 403   403   403   403
article-redo          POST  *                              refused
draft-withdraw        GET   drafting,returned              ok    403   403   403   403   403   403
draft-withdraw        GET   *                              refused
draft-withdraw        POST  drafting,returned              back  403   403   403   403   403   403
draft-withdraw        POST  *                              409
draft-preview         GET   drafting,returned,review       ok
draft-preview         GET   *                              refused
preview-make          POST  drafting,returned,review       back
preview-make          POST  *                              refused
preview-progress      GET   *                              ok
preview-file          GET   *                              ok
submit                POST  drafting,returned              back  back  back  403   403   403   403
submit                POST  *                              refused
review                GET   drafting,withdrawn             404
review                GET   *                              ok
review-route          GET   *                              ok
send-back             POST  drafting,withdrawn             404
send-back             POST  review                         403   403   403   403   back  403   403
send-back             POST  *                              form
review-approve        GET   review                         403   403   403   403   ok    403   403
review-approve        GET   *                              refused
approve               POST  review                         403   403   403   403   back  403   403
approve               POST  *                              refused
sign                  GET   signing,publication            ok
sign                  GET   *                              404
sign                  POST  signing                        back  403   back  403   403   403   403
sign                  POST  publication                    form
sign                  POST  *                              404
sign-progress         GET   signing,publication            ok
sign-progress         GET   *                              404
prepare-again         POST  signing                        refused refused refused 403 refused 403 403
prepare-again         POST  *                              refused
decline               GET   signing                        ok    403   ok    403   403   403   403
decline               GET   *                              refused
decline               POST  signing                        back  403   back  403   403   403   403
decline               POST  *                              refused
publish               GET   publication                    ok    ok    ok    403   ok    403   403
publish               GET   *                              refused
publish               POST  publication                    back  back  back  403   back  403   403
publish               POST  *                              refused
end                   GET   in_force                       403   403   403   403   ok    403   403
end                   GET   *                              refused
end                   POST  in_force                       403   403   403   403   back  403   403
end                   POST  *                              409
agreement             GET   in_force,ended                 ok    | ok
agreement             GET   *                              404   | 404
compare-article       GET   in_force,ended                 ok    | ok
compare-article       GET   *                              404   | 404
exclusions            GET   publication,in_force,ended     ok    ok    ok    403   ok    403   403
exclusions            GET   *                              refused
exclusions            POST  publication,in_force,ended     back  back  back  403   back  403   403
exclusions            POST  *                              refused
disclose              GET   publication                    ok    ok    ok    403   ok    403   403
disclose              GET   in_force,ended                 404   404   404   403   404   403   403
disclose              GET   *                              refused
disclose              POST  publication                    back  back  back  403   back  403   403
disclose              POST  in_force,ended                 404   404   404   403   404   403   403
disclose              POST  *                              refused
document              GET   in_force,ended                 ok    | ok
document              GET   signing,publication            ok    | 404
document              GET   *                              404   | 404
akoma-ntoso           GET   in_force,ended                 ok    | ok
akoma-ntoso           GET   *                              404   | 404
draft-provisions      GET   drafting,returned              ok    ok    ok    403   403   403   403
draft-provisions      GET   *                              refused
draft-funding         GET   drafting,returned              ok    ok    ok    403   403   403   403
draft-funding         GET   *                              refused
provision-add         GET   drafting,returned              ok    ok    ok    403   403   403   403
provision-add         GET   *                              refused
provision-add         POST  drafting,returned              back  back  back  403   403   403   403
provision-add         POST  *                              409
provision-edit        GET   drafting,returned              ok    ok    403   403   403   403   403
provision-edit        GET   *                              refused
provision-edit        POST  drafting,returned              back  back  403   403   403   403   403
provision-edit        POST  *                              409
provision-remove      GET   drafting,returned              ok    ok    403   403   403   403   403
provision-remove      GET   *                              refused
provision-remove      POST  drafting,returned              back  back  403   403   403   403   403
provision-remove      POST  *                              refused
funding-add           GET   drafting,returned              ok    ok    ok    403   403   403   403
funding-add           GET   *                              refused
funding-add           POST  drafting,returned              back  back  back  403   403   403   403
funding-add           POST  *                              409
funding-edit          GET   drafting,returned              ok    ok    403   403   403   403   403
funding-edit          GET   *                              refused
funding-edit          POST  drafting,returned              back  back  403   403   403   403   403
funding-edit          POST  *                              409
funding-remove        GET   drafting,returned              ok    ok    403   403   403   403   403
funding-remove        GET   *                              refused
funding-remove        POST  drafting,returned              back  back  403   403   403   403   403
funding-remove        POST  *                              refused
asset-add             GET   drafting,returned              ok    ok    ok    403   403   403   403
asset-add             GET   *                              refused
asset-add             POST  drafting,returned              back  back  back  403   403   403   403
asset-add             POST  *                              409
asset-edit            GET   drafting,returned              ok    ok    403   403   403   403   403
asset-edit            GET   *                              refused
asset-edit            POST  drafting,returned              back  back  403   403   403   403   403
asset-edit            POST  *                              409
asset-remove          GET   drafting,returned              ok    ok    403   403   403   403   403
asset-remove          GET   *                              refused
asset-remove          POST  drafting,returned              back  back  403   403   403   403   403
asset-remove          POST  *                              refused
provision-move        POST  drafting,returned              back  back  403   403   403   403   403
provision-move        POST  *                              refused
versions              GET   *                              ok
version               GET   drafting,withdrawn             404
version               GET   *                              ok
version-keep          POST  drafting                       back  back  back  403   404   404   404
version-keep          POST  returned                       refused refused refused 403 403 403 403
version-keep          POST  *                              refused
redline               GET   drafting,withdrawn             404
redline               GET   *                              ok    ok    ok    ok    404   404   404
deliberations         GET   *                              ok
deliberation-add      GET   drafting,returned              ok    ok    ok    403   403   403   403
deliberation-add      GET   *                              refused
deliberation-add      POST  drafting,returned              back  back  form  403   403   403   403
deliberation-add      POST  *                              409
deliberation-edit     GET   drafting,returned              ok    ok    403   403   403   403   403
deliberation-edit     GET   *                              refused
deliberation-edit     POST  drafting,returned              back  back  403   403   403   403   403
deliberation-edit     POST  *                              409
deliberation-remove   GET   drafting,returned              ok    ok    403   403   403   403   403
deliberation-remove   GET   *                              refused
deliberation-remove   POST  drafting,returned              back  back  403   403   403   403   403
deliberation-remove   POST  *                              refused
join                  POST  drafting,returned              refused refused back 403 403 403 403
join                  POST  *                              refused
stay-out              GET   drafting,returned              refused 403 ok 403  403   403   403
stay-out              GET   *                              refused
stay-out              POST  drafting,returned              409     403 back 403 403  403   403
stay-out              POST  *                              409
hand-over             GET   drafting,returned              ok    ok    403   403   403   403   403
hand-over             GET   *                              refused
hand-over             POST  drafting,returned              form  form  403   403   403   403   403
hand-over             POST  *                              refused
agree                 GET   drafting,returned              ok    403   ok    403   403   403   403
agree                 GET   *                              refused
agree                 POST  drafting,returned              back  403   back  403   403   403   403
agree                 POST  *                              refused
disagree              GET   drafting,returned              ok    403   ok    403   403   403   403
disagree              GET   *                              refused
disagree              POST  drafting,returned              back  403   back  403   403   403   403
disagree              POST  *                              409
suggestions           GET   drafting,returned              ok    ok    ok    403   403   403   403
suggestions           GET   *                              refused
suggestion-accept     POST  drafting,returned              back  back  403   403   403   403   403
suggestion-accept     POST  *                              refused
suggestion-reject     GET   drafting,returned              ok    ok    403   403   403   403   403
suggestion-reject     GET   *                              refused
suggestion-reject     POST  drafting,returned              back  back  403   403   403   403   403
suggestion-reject     POST  *                              409
suggestion-take-back  POST  drafting,returned              403   403   back  403   403   403   403
suggestion-take-back  POST  *                              refused
suggestion-place      GET   drafting,returned              ok    ok    403   403   403   403   403
suggestion-place      GET   *                              refused
suggestion-place      POST  drafting,returned              back  back  403   403   403   403   403
suggestion-place      POST  *                              refused
threads               GET   drafting,returned              ok    ok    ok    403   403   403   403
threads               GET   *                              refused
threads               POST  drafting,returned              back  back  back  403   403   403   403
threads               POST  *                              409
thread                GET   drafting,returned              ok    ok    ok    403   403   403   403
thread                GET   *                              refused
thread                POST  drafting,returned              back  back  back  403   403   403   403
thread                POST  *                              409
thread-settle         POST  drafting,returned              back  back  back  403   403   403   403
thread-settle         POST  *                              refused
thread-reopen         POST  drafting,returned              back  back  back  403   403   403   403
thread-reopen         POST  *                              refused
import-text           GET   drafting,returned              ok    ok    403   403   403   403   403
import-text           GET   *                              refused
import-text           POST  drafting,returned              back  back  403   403   403   403   403
import-text           POST  *                              409
import-place          GET   drafting,returned              ok    ok    403   403   403   403   403
import-place          GET   *                              refused
import-place          POST  drafting,returned              back  back  403   403   403   403   403
import-place          POST  *                              refused
import-result         GET   drafting,returned              ok    ok    403   403   403   403   403
import-result         GET   *                              refused
import-result         POST  drafting,returned              back  back  403   403   403   403   403
import-result         POST  *                              refused
import-discard        GET   drafting,returned              ok    ok    403   403   403   403   403
import-discard        GET   *                              refused
import-discard        POST  drafting,returned              back  back  403   403   403   403   403
import-discard        POST  *                              refused
wordings              GET   drafting,returned              ok    ok    ok    403   403   403   403
wordings              GET   *                              refused
wording-adopt         POST  drafting,returned              refused refused refused 403 403 403 403
wording-adopt         POST  *                              refused
sign-read             POST  signing                        back  403   back  403   403   403   403
sign-read             POST  publication                    refused 403 refused 403 403   403   403
sign-read             POST  *                              404
sign-remind           GET   signing                        ok    ok    ok    403   ok    403   403
sign-remind           GET   *                              refused
sign-remind           POST  signing                        back  back  back  403   back  403   403
sign-remind           POST  *                              refused
sign-assist           GET   signing                        ok    ok    ok    403   ok    ok    ok
sign-assist           GET   *                              refused
sign-assist           POST  signing                        form  back  form  403   back  back  back
sign-assist           POST  *                              refused
sign-assist-end       POST  *                              refused
signing-plan          GET   drafting,returned              ok    ok    ok    403   403   403   403
signing-plan          GET   *                              refused
signing-plan          POST  drafting,returned              back  back  403   403   403   403   403
signing-plan          POST  *                              refused
planned-add           GET   drafting,returned              ok    ok    403   403   403   403   403
planned-add           GET   *                              refused
planned-add           POST  drafting,returned              back  back  403   403   403   403   403
planned-add           POST  *                              409
planned-edit          GET   drafting,returned              ok    ok    403   403   403   403   403
planned-edit          GET   *                              refused
planned-edit          POST  drafting,returned              back  back  403   403   403   403   403
planned-edit          POST  *                              refused
planned-move          POST  drafting                       back  back  403   403   404   404   404
planned-move          POST  returned                       refused refused 403 403 403 403   403
planned-move          POST  *                              refused
planned-remove        GET   drafting,returned              refused refused 403   403   403   403   403
planned-remove        GET   *                              refused
planned-remove        POST  drafting,returned              refused refused 403   403   403   403   403
planned-remove        POST  *                              refused
recall                GET   signing                        ok    403   ok    403   ok    403   403
recall                GET   *                              refused
recall                POST  signing                        back  403   back  403   back  403   403
recall                POST  *                              refused
signing-archive       GET   *                              ok
archived-document     GET   signing,publication,in_force,ended ok
archived-document     GET   *                              404
archive-difference    GET   *                              404
paper                 GET   signing,publication,in_force,ended ok ok ok   403   ok    403   403
paper                 GET   *                              404
paper-lodge           GET   signing                        ok    ok    ok    403   ok    403   403
paper-lodge           GET   *                              refused
paper-lodge           POST  signing                        back  back  back  403   back  403   403
paper-lodge           POST  *                              refused
paper-scan            GET   signing                        ok    ok    ok    403   ok    403   403
paper-scan            GET   *                              404
paper-compare         GET   signing                        403   403   403   403   ok    403   403
paper-compare         GET   *                              404
paper-tick            POST  signing                        403   403   403   403   back  403   403
paper-tick            POST  *                              404
paper-draw            POST  signing                        403   403   403   403   back  403   403
paper-draw            POST  *                              404
paper-picture         GET   signing                        403   403   403   403   ok    403   403
paper-picture         GET   *                              404
paper-confirm         GET   signing                        403   403   403   403   ok    403   403
paper-confirm         GET   *                              404
paper-confirm         POST  signing                        403   403   403   403   back  403   403
paper-confirm         POST  *                              404
paper-refuse          GET   signing                        403   403   403   403   ok    403   403
paper-refuse          GET   *                              404
paper-refuse          POST  signing                        403   403   403   403   back  403   403
paper-refuse          POST  *                              404
remarks               GET   drafting,withdrawn             404
remarks               GET   *                              ok
remark-add            GET   review                         403   403   403   403   ok    403   403
remark-add            GET   *                              refused
remark-add            POST  review                         403   403   403   403   back  403   403
remark-add            POST  *                              409
remark                GET   review,returned                ok
remark                GET   *                              404
remark                POST  review                         back  back  back  403   back  403   403
remark                POST  returned                       409
remark                POST  *                              404
remark-take           POST  review                         back  back  403   403   403   403   403
remark-take           POST  returned                       refused
remark-take           POST  *                              404
remark-resolve        POST  review                         403   403   403   403   back  403   403
remark-resolve        POST  returned                       refused
remark-resolve        POST  *                              404
remark-reopen         POST  review                         403   403   403   403   back  403   403
remark-reopen         POST  returned                       refused
remark-reopen         POST  *                              404
consultation-work     GET   *                              ok
consult               GET   drafting,returned              ok    ok    ok    403   403   403   403
consult               GET   *                              refused
consult               POST  drafting,returned              back  back  back  403   403   403   403
consult               POST  *                              409
review-take           POST  review                         403   403   403   403   back  403   403
review-take           POST  *                              refused
review-release        POST  review                         403   403   403   403   refused refused refused
review-release        POST  *                              refused
review-check          GET   review                         403   403   403   403   ok    403   403
review-check          GET   *                              refused
review-check          POST  review                         403   403   403   403   back  403   403
review-check          POST  *                              refused
review-advise         GET   review                         403
review-advise         GET   *                              refused
review-advise         POST  review                         403
review-advise         POST  *                              409
review-clear          GET   review                         403   403   403   403   refused 403 403
review-clear          GET   *                              refused
review-clear          POST  review                         403   403   403   403   409   403   403
review-clear          POST  *                              409
turn-down             GET   review                         403   403   403   403   ok    403   403
turn-down             GET   *                              refused
turn-down             POST  review                         403   403   403   403   back  403   403
turn-down             POST  *                              409
take-back             GET   review                         ok    ok    ok    403   403   403   403
take-back             GET   *                              refused
take-back             POST  review                         back  back  back  403   403   403   403
take-back             POST  *                              409
"""
