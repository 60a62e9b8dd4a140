"""Who may open what: every address, every person, every stage -> what they get. Read it like a table; it is one.

Words: ok (the page) · form (the form again, after a POST) · login (to /masuk/) · back (done, sent on) · refused (sent
back with the reason) · 409 (refused, with what was typed to be copied) · another status. An address that has no GET
here, or no POST, answers 405 to it. What is denied writes nothing.

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
EDITS                 GET   drafting                       ok    ok    ok    403   404   404   404
draft-details         GET   returned                       ok    ok    ok    403   403   403   403
EDITS                 GET   signing                        refused
EDITS                 POST  drafting                       back  back  back  403   404   404   404
draft-details         POST  drafting                       back  back  form  403   404   404   404
draft-details         POST  returned                       back  back  form  403   403   403   403
article-add           POST  signing                        409
attachment-add        POST  signing                        409
attachment-remove     POST  signing                        refused
draft-details         POST  *                              409
draft-details         GET   drafting                       ok    ok    ok    403   404   404   404
draft-details         GET   signing                        refused
draft-recitals        GET   drafting                       ok    ok    ok    403   404   404   404
draft-recitals        GET   signing                        refused
draft-recitals        POST  drafting                       back  back  form  403   404   404   404
draft-recitals        POST  signing                        409
article-edit          GET   drafting                       ok    ok    ok    403   404   404   404
article-edit          GET   signing                        refused
article-edit          POST  drafting                       back  back  form  403   404   404   404
article-edit          POST  signing                        409
draft-parties         GET   drafting                       ok    ok    ok    403   404   404   404
draft-parties         GET   signing                        refused
draft-parties         POST  drafting                       back  back  403   403   404   404   404
draft-parties         POST  signing                        refused
draft-articles        GET   drafting,returned              ok    ok    ok    403   403   403   403
draft-articles        GET   *                              refused
draft-attachments     GET   drafting,returned              ok    ok    ok    403   403   403   403
draft-attachments     GET   *                              refused
draft-check           GET   drafting,returned              ok    ok    ok    403   403   403   403
draft-check           GET   *                              refused
article-suggest       POST  drafting,returned              back  back  back  403   403   403   403
article-suggest       POST  *                              409
article-remove        GET   drafting                       ok    ok    403   403   404   404   404
article-remove        POST  drafting                       back  back  403   403   404   404   404
article-remove        POST  signing                        refused
article-move          GET   drafting                       ok    ok    403   403   404   404   404
article-move          POST  drafting                       back  back  403   403   404   404   404
article-move          POST  signing                        refused
article-split         GET   drafting                       ok    ok    403   403   404   404   404
article-split         POST  drafting                       form  form  403   403   404   404   404
article-split         POST  signing                        refused
chapter-name          GET   drafting                       ok    ok    403   403   404   404   404
chapter-name          POST  drafting                       back  back  403   403   404   404   404
chapter-name          POST  signing                        refused
article-undo          POST  drafting                       refused refused refused 403 404 404 404
article-undo          POST  signing                        refused
article-redo          POST  drafting                       refused refused refused 403 404 404 404
article-redo          POST  signing                        refused
draft-withdraw        GET   drafting,returned              ok    403   403   403   403   403   403
draft-withdraw        GET   *                              refused
draft-withdraw        POST  drafting,returned              back  403   403   403   403   403   403
draft-withdraw        POST  *                              409
draft-preview         GET   drafting,returned,review       ok
draft-preview         GET   *                              refused
preview-make          POST  drafting,returned,review       back
preview-make          POST  *                              refused
preview-progress      GET   drafting,returned,review       ok
preview-file          GET   drafting,returned,review       ok
submit                POST  drafting,returned              back  back  back  403   403   403   403
submit                POST  *                              refused
review                GET   drafting,withdrawn             404
review                GET   *                              ok
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
end                   POST  *                              refused
agreement             GET   in_force,ended                 ok    | ok
agreement             GET   *                              404   | 404
document              GET   in_force,ended                 ok    | ok
document              GET   signing,publication            ok    | 404
document              GET   *                              404   | 404
draft-provisions      GET   drafting,returned              ok    ok    ok    403   403   403   403
draft-provisions      GET   *                              refused
draft-funding         GET   drafting,returned              ok    ok    ok    403   403   403   403
draft-funding         GET   *                              refused
provision-add         GET   drafting                       ok    ok    ok    403   404   404   404
provision-add         GET   signing                        refused
provision-add         POST  drafting                       back  back  back  403   404   404   404
provision-add         POST  signing                        409
provision-edit        GET   drafting                       ok    ok    403   403   404   404   404
provision-edit        GET   signing                        refused
provision-edit        POST  drafting                       back  back  403   403   404   404   404
provision-edit        POST  signing                        409
provision-remove      GET   drafting                       ok    ok    403   403   404   404   404
provision-remove      GET   signing                        refused
provision-remove      POST  drafting                       back  back  403   403   404   404   404
provision-remove      POST  signing                        refused
funding-add           GET   drafting                       ok    ok    ok    403   404   404   404
funding-add           GET   signing                        refused
funding-add           POST  drafting                       back  back  back  403   404   404   404
funding-add           POST  signing                        409
funding-edit          GET   drafting                       ok    ok    403   403   404   404   404
funding-edit          GET   signing                        refused
funding-edit          POST  drafting                       back  back  403   403   404   404   404
funding-edit          POST  signing                        409
funding-remove        GET   drafting                       ok    ok    403   403   404   404   404
funding-remove        GET   signing                        refused
funding-remove        POST  drafting                       back  back  403   403   404   404   404
funding-remove        POST  signing                        refused
asset-add             GET   drafting                       ok    ok    ok    403   404   404   404
asset-add             GET   signing                        refused
asset-add             POST  drafting                       back  back  back  403   404   404   404
asset-add             POST  signing                        409
asset-edit            GET   drafting                       ok    ok    403   403   404   404   404
asset-edit            GET   signing                        refused
asset-edit            POST  drafting                       back  back  403   403   404   404   404
asset-edit            POST  signing                        409
asset-remove          GET   drafting                       ok    ok    403   403   404   404   404
asset-remove          GET   signing                        refused
asset-remove          POST  drafting                       back  back  403   403   404   404   404
asset-remove          POST  signing                        refused
provision-move        POST  drafting                       back  back  403   403   404   404   404
provision-move        POST  signing                        refused
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
planned-add           GET   drafting                       ok    ok    403   403   404   404   404
planned-add           GET   signing                        refused
planned-add           POST  drafting                       back  back  403   403   404   404   404
planned-add           POST  signing                        refused
planned-edit          GET   drafting                       ok    ok    403   403   404   404   404
planned-edit          GET   signing                        refused
planned-edit          POST  drafting                       back  back  403   403   404   404   404
planned-edit          POST  signing                        refused
planned-move          POST  drafting                       back  back  403   403   404   404   404
planned-move          POST  signing                        refused
planned-remove        GET   drafting                       refused refused   403   403   404   404   404
planned-remove        GET   signing                        refused
planned-remove        POST  drafting                       refused refused 403 403 404 404 404
planned-remove        POST  signing                        refused
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
"""

OTHERS = """
# address                            how    stranger  others  and otherwise
healthz                              GET    ok        ok
readyz                               GET    503       503
set_language                         GET    back      back
set_language                         POST   back      back
admin:index                          GET    back      back    ok=admin
account_login                        GET    ok        back
account_login                        POST   form      back
account_confirm_login_code           GET    login     back
account_confirm_login_code           POST   login     back
mfa_authenticate                     GET    login     back
mfa_authenticate                     POST   login     back
mfa_login_webauthn                   GET    login     back
mfa_login_webauthn                   POST   login     back
account_logout                       GET    back      ok
account_logout                       POST   back      back
account_signup                       GET    ok        back
account_signup                       POST   form      back
account_reset_password               GET    ok        ok
account_reset_password               POST   form      form
account_reset_password_done          GET    ok        ok
account_reset_password_from_key_done GET    ok        ok
account_reset_password_from_key      GET    ok        ok
account_inactive                     GET    ok        ok
account_reauthenticate               GET    login     ok
account_reauthenticate               POST   login     form
account_email                        GET    login     ok
account_email                        POST   login     form
account_email_verification_sent      GET    ok        ok
account_confirm_email                GET    ok        ok
account_confirm_email                POST   404       404
account_change_password              GET    login     ok
account_change_password              POST   login     form
account_set_password                 GET    login     back
account_set_password                 POST   login     back
mfa_index                            GET    login     ok
mfa_reauthenticate                   GET    login     back
mfa_reauthenticate                   POST   login     back
mfa_activate_totp                    GET    login     back
mfa_activate_totp                    POST   login     back
mfa_deactivate_totp                  GET    login     404
mfa_deactivate_totp                  POST   login     404
mfa_view_recovery_codes              GET    login     404
mfa_generate_recovery_codes          GET    login     back
mfa_generate_recovery_codes          POST   login     back
mfa_download_recovery_codes          GET    login     404
mfa_list_webauthn                    GET    login     ok
mfa_add_webauthn                     GET    login     back
mfa_add_webauthn                     POST   login     back
mfa_reauthenticate_webauthn          GET    login     back
mfa_reauthenticate_webauthn          POST   login     back
mfa_edit_webauthn                    GET    login     back
mfa_edit_webauthn                    POST   login     back
mfa_remove_webauthn                  GET    login     back
mfa_remove_webauthn                  POST   login     back
villages:register-village            GET    login     ok
villages:claim-village               GET    login     ok
villages:claim-village               POST   login     back
villages:register-partner            GET    login     ok
villages:register-partner            POST   login     back
villages:registrations               GET    login     404     ok=dpmd,dpmd_elsewhere
villages:registration                GET    login     404     ok=dpmd
villages:registration-letter         GET    login     404     ok=dpmd
villages:registration-confirm        POST   login     404     back=dpmd
villages:registration-refuse         GET    login     404     ok=dpmd
villages:registration-refuse         POST   login     404     back=dpmd
villages:invite                      GET    login     404     ok=head1,secretary1,dpmd 403=council1
villages:invite                      POST   login     404     back=head1,secretary1 form=dpmd 403=council1
villages:invitation-sent             GET    login     404     ok=head1,secretary1,council1,dpmd
villages:invitation-withdraw         POST   login     404     back=head1,dpmd 403=secretary1,council1
villages:invitation                  GET    ok        403     ok=nobody
villages:invitation                  POST   form      403     back=nobody
villages:village-list                GET    ok        ok
villages:village                     GET    ok        ok
villages:partner-list                GET    ok        ok
villages:partner                     GET    ok        ok
villages:logo                        GET    ok        ok
villages:account                     GET    login     ok
villages:organizations               GET    login     404     ok=dpmd,dpmd_elsewhere
villages:people                      GET    login     404     ok=head1,secretary1,council1,dpmd
villages:end-office                  GET    login     404     ok=dpmd 403=head1,secretary1,council1
villages:end-office                  POST   login     404     back=dpmd 403=head1,secretary1,council1
villages:delegate                    GET    login     404     ok=dpmd 403=head1,secretary1,council1
villages:delegate                    POST   login     404     back=dpmd 403=head1,secretary1,council1
villages:end-delegation              GET    login     404     ok=dpmd 403=head1,secretary1,council1
villages:end-delegation              POST   login     404     back=dpmd 403=head1,secretary1,council1
villages:profile                     GET    login     404     ok=head1,secretary1 403=council1,dpmd
villages:profile                     POST   login     404     back=head1,secretary1 403=council1,dpmd
villages:demo-logins                 GET    ok        ok
villages:demo-login                  POST   back      back
agreements:home                      GET    ok        ok
agreements:catalogue                 GET    ok        ok
agreements:verify                    GET    ok        ok
agreements:verify                    POST   back      back
agreements:verify-progress           GET    404       404
agreements:verification              GET    ok        ok
agreements:desk                      GET    login     ok
agreements:desk-all                  GET    login     ok
agreements:draft-types               GET    login     403     ok=head1,secretary1,head2,head3,partner
agreements:draft-begin               GET    login     403     ok=head1,secretary1,head2 back=head3
agreements:draft-begin               POST   login     403     back=head1,secretary1,head2 form=head3
agreements:draft-choose              GET    login     403     ok=head1,secretary1,head2,head3
agreements:source-list               GET    login     403     ok=head1,secretary1,head2,head3,partner
agreements:source-parties            GET    login     403     ok=head1,secretary1,head2,head3
agreements:source-begin              GET    login     403     ok=head1,secretary1,head2 back=head3
agreements:source-begin              POST   login     403     back=head1,secretary1,head2 form=head3
agreements:addendum-parents          GET    login     403     ok=head1,secretary1,head2,head3,partner
agreements:addendum-begin            GET    login     403     ok=head3,partner 404=head1,secretary1,head2
agreements:addendum-begin            POST   login     403     back=head3,partner 404=head1,secretary1,head2
agreements:stamps                    GET    login     404 ok=head1,secretary1,partner,dpmd 403=council1,camat,legal
agreements:stamp-record              GET    login     404 ok=head1,secretary1,partner,dpmd 403=council1,camat,legal
agreements:stamp-record              POST   login     404 back=head1,secretary1,partner,dpmd 403=council1,camat,legal
agreements:stamp-withdraw            GET    login     404 ok=head1,secretary1,partner,dpmd 403=council1,camat,legal
agreements:stamp-withdraw            POST   login     404 back=head1,secretary1,partner,dpmd 403=council1,camat,legal
agreements:types                     GET    login     403     ok=dpmd,legal,dpmd_elsewhere
agreements:type                      GET    login     403     ok=dpmd,legal 404=dpmd_elsewhere
agreements:type-open                 POST   login     403     back=dpmd,legal,dpmd_elsewhere
agreements:type-particulars          GET    login     403     ok=dpmd,legal 404=dpmd_elsewhere
agreements:type-particulars          POST   login     403     back=dpmd,legal 404=dpmd_elsewhere
agreements:type-article-add          GET    login     403     ok=dpmd,legal 404=dpmd_elsewhere
agreements:type-article-add          POST   login     403     back=dpmd,legal 404=dpmd_elsewhere
agreements:type-article              GET    login     403     ok=dpmd,legal 404=dpmd_elsewhere
agreements:type-article              POST   login     403     back=dpmd,legal 404=dpmd_elsewhere
agreements:type-article-move         POST   login     403     back=dpmd,legal 404=dpmd_elsewhere
agreements:type-article-remove       GET    login     403     ok=dpmd,legal 404=dpmd_elsewhere
agreements:type-article-remove       POST   login     403     back=dpmd,legal 404=dpmd_elsewhere
agreements:type-provision            GET    login     403     ok=dpmd,legal 404=dpmd_elsewhere
agreements:type-provision            POST   login     403     back=dpmd,legal 404=dpmd_elsewhere
agreements:type-provision-remove     GET    login     403     ok=dpmd,legal 404=dpmd_elsewhere
agreements:type-provision-remove     POST   login     403     back=dpmd,legal 404=dpmd_elsewhere
agreements:type-publish              POST   login     403     back=dpmd,legal 404=dpmd_elsewhere
agreements:type-discard              GET    login     403     ok=dpmd,legal 404=dpmd_elsewhere
agreements:type-discard              POST   login     403     back=dpmd,legal 404=dpmd_elsewhere
agreements:type-toggle               POST   login     403     refused=dpmd,legal 404=dpmd_elsewhere
agreements:elsewhere GET login 403 ok=head1,secretary1,head2,head3,partner,dpmd,dpmd_elsewhere
agreements:elsewhere-choose GET login 403 ok=head1,secretary1,head2,head3,partner,dpmd,dpmd_elsewhere
agreements:elsewhere-register GET login 403 ok=head1,secretary1,head2,dpmd back=head3,partner,dpmd_elsewhere
agreements:elsewhere-register POST login 403 back=head1,secretary1,head2,dpmd form=head3,partner,dpmd_elsewhere
agreements:elsewhere-record          GET    login     404     ok=head1,secretary1,head2,council1
agreements:elsewhere-edit            GET    login     404     ok=head1,secretary1,head2 403=council1
agreements:elsewhere-edit            POST   login     404     back=head1,secretary1,head2 403=council1
agreements:elsewhere-scan            GET    login     404     ok=head1,secretary1,head2 403=council1
agreements:elsewhere-scan            POST   login     404     back=head1,secretary1,head2 403=council1
agreements:elsewhere-discard         GET    login     404     ok=head1,secretary1,head2 403=council1
agreements:elsewhere-discard         POST   login     404     back=head1,secretary1,head2 403=council1
agreements:lodge                     POST   login     404     back=head1,secretary1,head2 403=council1
agreements:confirm                   GET    login     404     ok=dpmd 403=head1,secretary1,head2,council1,camat,legal
agreements:confirm                   POST   login     404     back=dpmd 403=head1,secretary1,head2,council1,camat,legal
agreements:scan                      GET    ok        ok
agreements:elsewhere-import GET login 403 ok=head1,secretary1,head2,head3,partner,dpmd,dpmd_elsewhere
agreements:elsewhere-import POST login 403 back=dpmd form=head1,secretary1,head2,head3,partner,dpmd_elsewhere
agreements:elsewhere-template GET login 403 ok=head1,secretary1,head2,head3,partner,dpmd,dpmd_elsewhere
agreements:elsewhere-mapping         GET    login     404     ok=dpmd
agreements:elsewhere-mapping         POST   login     404     back=dpmd
agreements:elsewhere-job             GET    login     404     ok=dpmd
agreements:elsewhere-keep            POST   login     404     back=dpmd
agreements:elsewhere-problems        GET    login     404     ok=dpmd
agreements:elsewhere-write           GET    login     404     ok=dpmd
agreements:elsewhere-write           POST   login     404     back=dpmd
agreements:elsewhere-resume          POST   login     404     refused=dpmd
agreements:elsewhere-cancel          GET    login     404     ok=dpmd
agreements:elsewhere-cancel          POST   login     404     back=dpmd
agreements:review-queue              GET    login     403     ok=dpmd,dpmd_elsewhere
agreements:signatures                GET    login     ok
agreements:sign-link                 GET    login     403     back=head1
agreements:sign-link-renew           POST   back      back
agreements:sign-lost                 GET    ok        ok
agreements:sign-lost                 POST   back      back
agreements:sign-lost-sent            GET    ok        ok
agreements:authority                 GET    ok        ok
agreements:authority-certificate     GET    ok        ok
agreements:authority-revoked         GET    ok        ok
agreements:certificate               GET    login     ok
agreements:enrolment-ask             POST   login     404     back=secretary1,council1 refused=head1
agreements:certificate-make          GET    login     404     ok=head1 refused=secretary1,council1
agreements:certificate-make          POST   login     404     back=head1 refused=secretary1,council1
agreements:passphrase-change         GET    login     404     ok=head1
agreements:passphrase-change         POST   login     404     back=head1
agreements:certificate-revoke        GET    login     404     ok=head1
agreements:certificate-revoke        POST   login     404     back=head1
agreements:enrolments                GET    login     404     ok=dpmd,dpmd_elsewhere
agreements:enrolment                 GET    login     404     ok=dpmd
agreements:enrolment                 POST   login     404     back=dpmd
agreements:enrolment-refuse          GET    login     404     ok=dpmd
agreements:enrolment-refuse          POST   login     404     back=dpmd
agreements:enrolled                  GET    login     404     ok=dpmd,dpmd_elsewhere
agreements:certificate-withdraw      GET    login     404     ok=dpmd
agreements:certificate-withdraw      POST   login     404     back=dpmd
"""
