"""Turns allauth's views into Indonesian addresses, under the names that allauth itself looks up."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path, re_path

urlpatterns = [
    # In and out
    path("masuk/", account.login, name="account_login"),
    path("masuk/kode/", account.confirm_login_code, name="account_confirm_login_code"),
    path("masuk/langkah-kedua/", mfa.authenticate, name="mfa_authenticate"),
    path("masuk/kunci/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("keluar/", account.logout, name="account_logout"),
    path("daftar/", account.signup, name="account_signup"),
    # A forgotten password
    path("lupa-sandi/", account.password_reset, name="account_reset_password"),
    path("lupa-sandi/terkirim/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "lupa-sandi/selesai/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^lupa-sandi/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    # One's own account
    path("akun/nonaktif/", account.account_inactive, name="account_inactive"),
    path("akun/pastikan/", account.reauthenticate, name="account_reauthenticate"),
    path("akun/surel/", account.email, name="account_email"),
    path("akun/surel/periksa/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^akun/surel/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("akun/sandi/", account.password_change, name="account_change_password"),
    path("akun/sandi/buat/", account.password_set, name="account_set_password"),
    # The second step of signing in
    path("akun/keamanan/", mfa.index, name="mfa_index"),
    path("akun/keamanan/pastikan/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("akun/keamanan/aplikasi/pasang/", totp.activate_totp, name="mfa_activate_totp"),
    path("akun/keamanan/aplikasi/lepas/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("akun/keamanan/kode/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("akun/keamanan/kode/buat/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("akun/keamanan/kode/unduh/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("akun/keamanan/kunci/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("akun/keamanan/kunci/tambah/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("akun/keamanan/kunci/pastikan/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("akun/keamanan/kunci/<int:pk>/ubah/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("akun/keamanan/kunci/<int:pk>/hapus/", keys.remove_webauthn, name="mfa_remove_webauthn"),
]
