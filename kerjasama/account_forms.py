"""Turns allauth's forms into ours: the same fields, in the portal's words."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.forms import Field
from django.utils.translation import gettext_lazy as _

USERNAME, EMAIL, CODE = _("Nama pengguna"), _("Alamat surel"), _("Kode enam angka")
PASSWORD, NEW, AGAIN = _("Kata sandi"), _("Kata sandi baru"), _("Kata sandi baru, sekali lagi")


class Worded:
    """A form whose fields carry the labels given in `labels`."""

    labels: ClassVar[dict[str, Any]] = {}
    fields: dict[str, Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            if name in self.fields:
                self.fields[name].label = label
                self.fields[name].widget.attrs.pop("placeholder", None)


class Login(Worded, account.LoginForm):
    """The way in."""

    labels: ClassVar = {
        "login": _("Nama pengguna atau surel"),
        "password": PASSWORD,
        "remember": _("Ingat saya di peramban ini"),
    }


class Signup(Worded, account.SignupForm):
    """A new account of a partner's person."""

    labels: ClassVar = {
        "email": EMAIL,
        "username": USERNAME,
        "password1": PASSWORD,
        "password2": _("Kata sandi, sekali lagi"),
    }


class AddEmail(Worded, account.AddEmailForm):
    """One more address."""

    labels: ClassVar = {"email": EMAIL}


class ChangePassword(Worded, account.ChangePasswordForm):
    """A new password in place of a known one."""

    labels: ClassVar = {"oldpassword": _("Kata sandi sekarang"), "password1": NEW, "password2": AGAIN}


class SetPassword(Worded, account.SetPasswordForm):
    """A first password."""

    labels: ClassVar = {"password1": NEW, "password2": AGAIN}


class ResetPassword(Worded, account.ResetPasswordForm):
    """Where the link for a new password goes."""

    labels: ClassVar = {"email": EMAIL}


class ResetPasswordKey(Worded, account.ResetPasswordKeyForm):
    """A new password in place of a forgotten one."""

    labels: ClassVar = {"password1": NEW, "password2": AGAIN}


class Reauthenticate(Worded, account.ReauthenticateForm):
    """The password, once more."""

    labels: ClassVar = {"password": PASSWORD}


class SecondStep(Worded, mfa.AuthenticateForm):
    """A code of the app, or a recovery code."""

    labels: ClassVar = {"code": _("Kode enam angka atau kode pemulihan")}


class SecondStepAgain(Worded, mfa.ReauthenticateForm):
    """The same, once more."""

    labels: ClassVar = {"code": _("Kode enam angka atau kode pemulihan")}


class ActivateApp(Worded, totp.ActivateTOTPForm):
    """The first code of a new app."""

    labels: ClassVar = {"code": CODE}


class AddKey(Worded, webauthn.AddWebAuthnForm):
    """A new passkey or security key."""

    labels: ClassVar = {"name": _("Nama kunci"), "passwordless": _("Pakai tanpa kata sandi")}
