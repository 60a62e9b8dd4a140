"""The second half of `matrix`, read in the same way: what happens once an agreement is in force, and after."""

IN_FORCE = """
# address             how   stage                          head1 secretary1 head2 council1 dpmd camat legal
motion                GET   in_force,ended                 ok
motion                GET   *                              404
motion                POST  in_force                       back  403   back  403   403   403   403
motion                POST  *                              refused
motion-withdraw       GET   in_force                       ok    403   403   403   403   403   403
motion-withdraw       GET   *                              refused
motion-withdraw       POST  in_force                       back  403   403   403   403   403   403
motion-withdraw       POST  *                              refused
ending                GET   *                              ok
ending-propose        GET   in_force                       ok    403   ok    403   403   403   403
ending-propose        GET   *                              refused
ending-propose        POST  in_force                       back  403   back  403   403   403   403
ending-propose        POST  *                              409
settlement-add        GET   ended                          ok    ok    ok    403   ok    403   403
settlement-add        GET   *                              refused
settlement-add        POST  ended                          back  back  back  403   back  403   403
settlement-add        POST  *                              409
settlement-settle     GET   ended                          403   403   ok    403   ok    403   403
settlement-settle     GET   *                              refused
settlement-settle     POST  ended                          403   403   back  403   back  403   403
settlement-settle     POST  *                              refused
settlement-waive      GET   ended                          403   403   ok    403   403   403   403
settlement-waive      GET   *                              refused
settlement-waive      POST  ended                          403   403   back  403   403   403   403
settlement-waive      POST  *                              409
obligations           GET   *                              ok
obligations-print     GET   *                              ok
obligation            GET   in_force,ended                 ok
obligation            GET   *                              404
obligation-prove      GET   in_force                       ok    ok    403   403   403   403   403
obligation-prove      GET   ended                          refused refused 403 403 403 403 403
obligation-prove      GET   *                              refused
obligation-prove      POST  in_force                       back  back  403   403   403   403   403
obligation-prove      POST  ended                          409   409   403   403   403   403   403
obligation-prove      POST  *                              409
obligation-withdraw   POST  in_force                       back  back  403   403   403   403   403
obligation-withdraw   POST  ended                          404   404   404   403   403   403   403
obligation-withdraw   POST  *                              refused
obligation-affirm     POST  in_force                       403   403   back  403   403   403   403
obligation-affirm     POST  ended                          404   404   404   403   403   403   403
obligation-affirm     POST  *                              refused
obligation-return     GET   in_force                       403   403   ok    403   403   403   403
obligation-return     GET   ended                          404   404   404   403   403   403   403
obligation-return     GET   *                              refused
obligation-return     POST  in_force                       403   403   back  403   403   403   403
obligation-return     POST  ended                          404   404   404   403   403   403   403
obligation-return     POST  *                              409
obligation-waive      GET   in_force                       403   403   ok    403   403   403   403
obligation-waive      GET   ended                          403   403   refused 403 403   403   403
obligation-waive      GET   *                              refused
obligation-waive      POST  in_force                       403   403   back  403   403   403   403
obligation-waive      POST  ended                          403   403   409   403   403   403   403
obligation-waive      POST  *                              409
obligation-event      GET   in_force                       404   404   404   403   403   403   403
obligation-event      GET   *                              refused
obligation-event      POST  in_force                       404   404   404   403   403   403   403
obligation-event      POST  *                              409
voices-of             GET   *                              ok
voice-moderate        GET   in_force,ended                 ok    ok    ok    403   ok    403   403
voice-moderate        GET   *                              refused
voice-moderate        POST  in_force                       back  back  back  403   back  403   403
voice-moderate        POST  ended                          back  back  back  403   back  403   403
voice-moderate        POST  *                              refused
voice-answer          GET   in_force,ended                 ok    ok    403   403   403   403   403
voice-answer          GET   *                              refused
voice-answer          POST  in_force,ended                 back  back  403   403   403   403   403
voice-answer          POST  *                              refused
voice-photo-checked   GET   in_force,ended                 ok
voice-photo-checked   GET   *                              404
activities            GET   *                              ok
activity              GET   in_force,ended                 ok
activity              GET   *                              404
activity-add          GET   in_force                       ok    ok    ok    403   403   403   403
activity-add          GET   ended                          refused refused refused 403 403 403 403
activity-add          GET   *                              refused
activity-add          POST  in_force                       back  back  form  403   403   403   403
activity-add          POST  ended                          refused refused refused 403 403 403 403
activity-add          POST  *                              refused
activity-edit         GET   in_force,ended                 ok    ok    403   403   403   403   403
activity-edit         GET   *                              refused
activity-edit         POST  in_force,ended                 back  back  403   403   403   403   403
activity-edit         POST  *                              refused
activity-progress     GET   in_force,ended                 ok    ok    403   403   403   403   403
activity-progress     GET   *                              refused
activity-progress     POST  in_force,ended                 back  back  403   403   403   403   403
activity-progress     POST  *                              refused
activity-cancel       GET   in_force,ended                 ok    ok    403   403   403   403   403
activity-cancel       GET   *                              refused
activity-cancel       POST  in_force,ended                 back  back  403   403   403   403   403
activity-cancel       POST  *                              refused
funds                 GET   *                              ok
movement-add          GET   in_force,ended                 ok    ok    ok    403   403   403   403
movement-add          GET   *                              refused
movement-add          POST  in_force,ended                 back  back  form  403   403   403   403
movement-add          POST  *                              refused
movement-reverse      GET   in_force,ended                 ok    ok    403   403   403   403   403
movement-reverse      GET   *                              refused
movement-reverse      POST  in_force,ended                 back  back  403   403   403   403   403
movement-reverse      POST  *                              refused
funds-file            GET   *                              ok
evidence              GET   in_force,ended                 ok
evidence              GET   *                              404
evidence-small        GET   in_force,ended                 ok
evidence-small        GET   *                              404
evidence-show         GET   in_force,ended                 ok    ok    ok    403   403   403   403
evidence-show         GET   *                              refused
evidence-show         POST  in_force,ended                 back  back  back  403   403   403   403
evidence-show         POST  *                              refused
evidence-remove       GET   in_force,ended                 ok    ok    403   403   403   403   403
evidence-remove       GET   *                              refused
evidence-remove       POST  in_force,ended                 back  back  403   403   403   403   403
evidence-remove       POST  *                              refused
outcomes              GET   *                              ok
indicator             GET   in_force,ended                 ok
indicator             GET   *                              404
indicator-add         GET   in_force,ended                 ok    ok    ok    403   403   403   403
indicator-add         GET   *                              refused
indicator-add         POST  in_force,ended                 back  back  back  403   403   403   403
indicator-add         POST  *                              refused
indicator-edit        GET   in_force,ended                 ok    ok    ok    403   403   403   403
indicator-edit        GET   *                              refused
indicator-edit        POST  in_force,ended                 back  back  back  403   403   403   403
indicator-edit        POST  *                              refused
indicator-measure     GET   in_force,ended                 ok    ok    ok    403   403   403   403
indicator-measure     GET   *                              refused
indicator-measure     POST  in_force,ended                 back  back  back  403   403   403   403
indicator-measure     POST  *                              refused
indicator-drop        GET   in_force,ended                 ok    ok    ok    403   403   403   403
indicator-drop        GET   *                              refused
indicator-drop        POST  in_force,ended                 back  back  back  403   403   403   403
indicator-drop        POST  *                              refused
body                  GET   *                              ok
body-form             GET   in_force                       refused refused refused 403 refused 403 403
body-form             GET   *                              refused
body-form             POST  in_force                       409   409   409   403   409   403   403
body-form             POST  *                              409
body-change           GET   in_force                       ok    ok    ok    403   ok    403   403
body-change           GET   *                              refused
body-change           POST  in_force                       back  back  back  403   back  403   403
body-change           POST  *                              409
body-dissolve         GET   in_force                       ok    ok    ok    403   ok    403   403
body-dissolve         GET   *                              refused
body-dissolve         POST  in_force                       back  back  back  403   back  403   403
body-dissolve         POST  *                              refused
body-member-add       GET   in_force                       ok    ok    ok    403   ok    403   403
body-member-add       GET   *                              refused
body-member-add       POST  in_force                       back  back  back  403   back  403   403
body-member-add       POST  *                              409
body-member           GET   in_force                       ok    ok    ok    403   ok    403   403
body-member           GET   *                              refused
body-member           POST  in_force                       back  back  back  403   back  403   403
body-member           POST  *                              409
reports               GET   *                              ok
report                GET   in_force,ended                 ok
report                GET   *                              404
report-begin          POST  in_force                       back  back  403   403   403   403   403
report-begin          POST  ended                          refused refused refused 403 403 403 403
report-begin          POST  *                              refused
report-edit           GET   in_force,ended                 ok    ok    403   403   403   403   403
report-edit           GET   *                              refused
report-edit           POST  in_force,ended                 back  back  403   403   403   403   403
report-edit           POST  *                              409
report-sign           GET   ended                          ok    403   403   403   403   403   403
report-sign           GET   in_force                       refused 403 403   403   403   403   403
report-sign           GET   *                              refused
report-sign           POST  ended                          back  403   403   403   403   403   403
report-sign           POST  in_force                       refused 403 403   403   403   403   403
report-sign           POST  *                              refused
report-read           POST  *                              refused
report-pass-on        POST  in_force,ended                 403   403   403   403   403   refused 403
report-pass-on        POST  *                              refused
report-discard        GET   in_force,ended                 ok    ok    403   403   403   403   403
report-discard        GET   *                              refused
report-discard        POST  in_force,ended                 back  back  403   403   403   403   403
report-discard        POST  *                              refused
report-make           POST  in_force,ended                 back
report-make           POST  *                              404
report-pdf            GET   *                              404
practice              GET   *                              ok
practice-write        GET   ended                          ok    ok    ok    403   403   403   403
practice-write        GET   *                              refused
practice-write        POST  ended                          back  back  back  403   403   403   403
practice-write        POST  *                              409
practice-ask          GET   ended                          ok    ok    ok    403   403   403   403
practice-ask          GET   *                              refused
practice-ask          POST  ended                          refused refused refused 403 403 403 403
practice-ask          POST  *                              refused
practice-answer       GET   ended                          ok    403   ok    403   403   403   403
practice-answer       GET   *                              refused
practice-answer       POST  ended                          back  403   back  403   403   403   403
practice-answer       POST  *                              refused
practice-withdraw     GET   ended                          ok    403   ok    403   403   403   403
practice-withdraw     GET   *                              refused
practice-withdraw     POST  ended                          back  403   back  403   403   403   403
practice-withdraw     POST  *                              409
letters               GET   *                              ok
letter                GET   in_force                       ok
letter                GET   *                              404
letter-again          POST  in_force                       back
letter-again          POST  *                              404
letter-pdf            GET   in_force                       ok
letter-pdf            GET   *                              404
breaches              GET   *                              ok
breach                GET   in_force                       ok
breach                GET   *                              404
breach-claim          GET   in_force                       ok    ok    ok    403   403   403   403
breach-claim          GET   *                              refused
breach-claim          POST  in_force                       400   400   back  403   403   403   403
breach-claim          POST  *                              409
breach-open           GET   in_force                       403   403   ok    403   403   403   403
breach-open           GET   *                              refused
breach-open           POST  in_force                       403   403   back  403   403   403   403
breach-open           POST  *                              409
breach-dismiss        GET   in_force                       403   403   ok    403   403   403   403
breach-dismiss        GET   ended                          404   403   404   403   403   403   403
breach-dismiss        GET   *                              refused
breach-dismiss        POST  in_force                       403   403   back  403   403   403   403
breach-dismiss        POST  ended                          404   403   404   403   403   403   403
breach-dismiss        POST  *                              409
breach-answer         GET   in_force                       ok    ok    403   403   403   403   403
breach-answer         GET   *                              refused
breach-answer         POST  in_force                       back  back  403   403   403   403   403
breach-answer         POST  *                              409
breach-step           GET   in_force                       403   403   ok    403   403   403   403
breach-step           GET   *                              refused
breach-step           POST  in_force                       403   403   back  403   403   403   403
breach-step           POST  *                              409
breach-met            GET   in_force                       403   403   ok    403   403   403   403
breach-met            GET   *                              refused
breach-met            POST  in_force                       403   403   back  403   403   403   403
breach-met            POST  *                              409
breach-close          GET   in_force                       403   403   ok    403   403   403   403
breach-close          GET   ended                          404   403   404   403   403   403   403
breach-close          GET   *                              refused
breach-close          POST  in_force                       403   403   back  403   403   403   403
breach-close          POST  ended                          404   403   404   403   403   403   403
breach-close          POST  *                              409
disputes              GET   *                              ok
dispute               GET   in_force                       ok
dispute               GET   *                              404
dispute-claim         GET   in_force,ended                 ok    403   ok    403   403   403   403
dispute-claim         GET   *                              refused
dispute-claim         POST  in_force,ended                 back  403   back  403   403   403   403
dispute-claim         POST  *                              409
dispute-answer        GET   in_force                       ok    403   403   403   403   403   403
dispute-answer        GET   *                              404
dispute-answer        POST  in_force                       back  403   403   403   403   403   403
dispute-answer        POST  *                              404
dispute-call          GET   in_force                       ok    403   ok    403   403   403   403
dispute-call          GET   *                              404
dispute-call          POST  in_force                       back  403   back  403   403   403   403
dispute-call          POST  *                              404
dispute-record        GET   in_force                       ok    403   ok    403   403   403   403
dispute-record        GET   *                              404
dispute-record        POST  in_force                       back  403   back  403   403   403   403
dispute-record        POST  *                              404
dispute-raise         GET   in_force                       ok    403   ok    403   403   403   403
dispute-raise         GET   *                              404
dispute-raise         POST  in_force                       back  403   back  403   403   403   403
dispute-raise         POST  *                              404
dispute-word          GET   in_force                       ok    403   ok    403   403   403   403
dispute-word          GET   *                              404
dispute-word          POST  in_force                       back  403   back  403   403   403   403
dispute-word          POST  *                              404
dispute-withdraw      GET   in_force                       403   403   ok    403   403   403   403
dispute-withdraw      GET   *                              404
dispute-withdraw      POST  in_force                       403   403   back  403   403   403   403
dispute-withdraw      POST  *                              404
dispute-sign          GET   in_force                       ok    403   refused 403 403   403   403
dispute-sign          GET   *                              404
dispute-sign          POST  in_force                       back  403   refused 403 403   403   403
dispute-sign          POST  *                              404
dispute-paper         GET   in_force                       403   403   403   403   ok    403   403
dispute-paper         GET   *                              404
dispute-paper         POST  in_force                       403   403   403   403   back  403   403
dispute-paper         POST  *                              404
dispute-signature     GET   in_force                       ok
dispute-signature     GET   *                              404
changes               GET   *                              ok
addendum-of           GET   in_force                       refused refused refused 403   403   403   403
addendum-of           GET   *                              refused
renew                 GET   in_force,ended                 ok    ok    ok    403   403   403   403
renew                 GET   *                              refused
renew                 POST  in_force,ended                 back  back  back  403   403   403   403
renew                 POST  *                              refused
suspend-propose       GET   in_force                       ok    403   ok    403   403   403   403
suspend-propose       GET   *                              refused
suspend-propose       POST  in_force                       refused 403 refused 403 403   403   403
suspend-propose       POST  *                              refused
suspend               GET   in_force                       403   403   403   403   ok    403   403
suspend               GET   *                              refused
suspend               POST  in_force                       403   403   403   403   back  403   403
suspend               POST  *                              refused
resume-propose        GET   in_force                       refused 403 refused 403 403   403   403
resume-propose        GET   *                              refused
resume-propose        POST  in_force                       refused   403   refused   403   403   403   403
resume-propose        POST  *                              refused
resume                GET   in_force                       403   403   403   403   refused 403 403
resume                GET   *                              refused
resume                POST  in_force                       403   403   403   403   refused   403   403
resume                POST  *                              refused
text-in-force         GET   in_force,ended                 ok    | ok
text-in-force         GET   *                              404   | 404
amendments            GET   *                              404
amendment-restore     POST  drafting,returned              404   404   404   403   403   403   403
amendment-restore     POST  *                              refused
"""
