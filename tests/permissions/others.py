"""Who may open what is no page of one agreement; the words are those of `matrix`, named people before the rest."""

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
villages:lineage                     GET    login     404     ok=head1,secretary1,council1,dpmd
villages:lineage-rename              GET    login     404     ok=dpmd 403=head1,secretary1,council1
villages:lineage-rename              POST   login     404     back=dpmd 403=head1,secretary1,council1
villages:lineage-succeed             GET    login     404     ok=dpmd 403=head1,secretary1,council1
villages:lineage-succeed             POST   login     404     back=dpmd 403=head1,secretary1,council1
villages:profile                     GET    login     404     ok=head1,secretary1 403=council1,dpmd
villages:profile                     POST   login     404     back=head1,secretary1 403=council1,dpmd
villages:support                     GET    login     404     ok=admin
villages:support                     POST   login     404     back=admin
villages:support-session             GET    login     404     ok=secretary1,admin
villages:support-end                 POST   login     404     back=secretary1,admin
villages:demo-logins                 GET    ok        ok
villages:demo-login                  POST   back      back
agreements:absences                  GET    login     403     ok=dpmd,dpmd_elsewhere,camat,legal
agreements:absences                  POST   login     403     form=dpmd,dpmd_elsewhere,camat,legal
agreements:absence-end               POST   login     404
agreements:home                      GET    ok        ok
agreements:catalogue                 GET    ok        ok
agreements:suggest                   GET    ok        ok
agreements:regions                   GET    ok        ok
agreements:region                    GET    ok        ok
agreements:maps                      GET    ok        ok
agreements:map                       GET    ok        ok
agreements:map-geojson               GET    ok        ok
agreements:verify                    GET    ok        ok
agreements:verify                    POST   back      back
agreements:verify-progress           GET    404       404
agreements:verification              GET    ok        ok
agreements:desk                      GET    login     ok
agreements:desk-all                  GET    login     ok
agreements:desk-download             GET    login     ok
agreements:desk-filters              GET    login     ok
agreements:desk-filters              POST   login     back
agreements:desk-filter-remove        POST   login     404     back=dpmd
agreements:desk-together             GET    login     ok
agreements:desk-together             POST   login     back
agreements:desk-together-report      GET    login     back
agreements:progress                  GET    login     ok        403=nobody,admin
agreements:progress-table            GET    login     ok        403=nobody,admin
agreements:desk-dashboard            GET    login     403     ok=dpmd,dpmd_elsewhere,camat,legal
agreements:desk-dashboard-table      GET    login     403     ok=dpmd,dpmd_elsewhere,camat,legal
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
agreements:review-queue              GET    login     403     ok=dpmd,dpmd_elsewhere,camat,legal
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
agreements:consultation-list         GET    ok        ok
agreements:consultation              GET    ok        ok
agreements:consultation-comments     GET    ok        ok
agreements:consultation-comment      GET    ok        ok
agreements:consultation-comment      POST   back      back
agreements:consultation-sent         GET    ok        ok
agreements:consultation-confirm      GET    ok        ok
agreements:consultation-confirm      POST   back      back
agreements:consultation-moderate     GET    login     404     ok=head1,secretary1,head2 403=council1
agreements:consultation-moderate     POST   login     404     back=head1,secretary1,head2 403=council1
agreements:consultation-report       GET    login     404     ok=head1,secretary1,head2 403=council1
agreements:consultation-report       POST   login     404     back=head1,secretary1,head2 403=council1
agreements:voices                    GET    ok        ok
agreements:voice-say                 GET    ok        ok
agreements:voice-say                 POST   back      back
agreements:voice-sent                GET    ok        ok
agreements:voice-confirm             GET    ok        ok
agreements:voice-confirm             POST   back      back
agreements:voice-photo               GET    ok        ok
agreements:how-it-went               GET    ok        ok
agreements:carried-out-csv           GET    ok        ok
agreements:notices                   GET    login     ok
agreements:notices-read              POST   login     back
agreements:notice-preferences        GET    login     ok
agreements:notice-preferences        POST   login     back
agreements:calendar-renew            GET    login     ok
agreements:calendar-renew            POST   login     back
agreements:notice-open               POST   login     404     back=head1
agreements:notice-mark               POST   login     404     back=head1
agreements:calendar                  GET    ok        ok
agreements:rules                     GET    login     403     ok=dpmd,dpmd_elsewhere,camat,legal
agreements:rule                      GET    login     403     ok=dpmd,camat,legal 404=dpmd_elsewhere
agreements:rule-add                  GET    login     403     ok=dpmd,dpmd_elsewhere
agreements:rule-add                  POST   login     403     back=dpmd,dpmd_elsewhere
agreements:rule-change               GET    login     403     ok=dpmd 404=dpmd_elsewhere
agreements:rule-change               POST   login     403     back=dpmd 404=dpmd_elsewhere
agreements:rule-off                  GET    login     403     ok=dpmd,dpmd_elsewhere
agreements:rule-off                  POST   login     403     back=dpmd,dpmd_elsewhere
agreements:rule-end                  GET    login     403     ok=dpmd 404=dpmd_elsewhere
agreements:rule-end                  POST   login     403     back=dpmd 404=dpmd_elsewhere
agreements:rule-remove               GET    login     403     ok=dpmd 404=dpmd_elsewhere
agreements:rule-remove               POST   login     403     back=dpmd 404=dpmd_elsewhere
agreements:rule-check                GET    login     403     ok=dpmd 404=dpmd_elsewhere
agreements:rule-check                POST   login     403     back=dpmd 404=dpmd_elsewhere
agreements:data                      GET    ok        ok
agreements:data-dictionary           GET    ok        ok
agreements:data-schema               GET    ok        ok
agreements:data-file                 GET    404       404
agreements:data-sums                 GET    ok        ok
agreements:data-catalogue            GET    ok        ok
agreements:jdih                      GET    ok        ok
agreements:feed                      GET    ok        ok
agreements:sitemap                   GET    ok        ok
agreements:sitemap-part              GET    ok        ok
agreements:robots                    GET    ok        ok
agreements:opensearch                GET    ok        ok
agreements:statistics                GET    ok        ok
agreements:statistics-region         GET    ok        ok
agreements:statistics-csv            GET    ok        ok
agreements:statistics-report         GET    ok        ok
agreements:statistics-report         POST   back      back
agreements:statistics-report-pdf     GET    back      back
agreements:api                       GET    ok        ok
agreements:api-schema                GET    ok        ok
agreements:api-root                  GET    ok        ok
agreements:api-agreements            GET    ok        ok
agreements:api-agreement             GET    ok        ok
agreements:api-parties               GET    ok        ok
agreements:api-provisions            GET    ok        ok
agreements:api-villages              GET    ok        ok
agreements:api-village               GET    ok        ok
agreements:api-partners              GET    ok        ok
agreements:api-partner               GET    ok        ok
agreements:api-statistics            GET    ok        ok
agreements:api-vocabulary            GET    ok        ok
agreements:api-nothing               GET    404       404
agreements:follow                    GET    ok        ok
agreements:follow                    POST   back      back
agreements:follow-sent               GET    ok        ok
agreements:follow-confirm            GET    ok        ok
agreements:follow-confirm            POST   back      back
agreements:follow-leave              GET    ok        ok
agreements:follow-leave              POST   back      back
agreements:follow-left               GET    ok        ok
agreements:evidence-public           GET    ok        ok
agreements:practices                 GET    ok        ok
agreements:practices-of-topic        GET    ok        ok
agreements:practice-public           GET    ok        ok
agreements:desk-reports              GET    login     ok
agreements:desk-reports-file         GET    login     ok
agreements:lppd                      GET    login     403     ok=head1,secretary1,council1,head2,head3,dpmd,camat,legal
agreements:lppd-file                 GET    login     403     ok=head1,secretary1,council1,head2,head3,dpmd,camat,legal
agreements:lppd-pdf                  GET    login     403   back=head1,secretary1,council1,head2,head3,dpmd,camat,legal
agreements:lppd-pdf                  POST   login     403   back=head1,secretary1,council1,head2,head3,dpmd,camat,legal
"""
