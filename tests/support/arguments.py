"""The name of an address that belongs to no agreement -> what stands in it, asked of the world."""

from collections.abc import Callable
from typing import Any

from agreements.signing.queries import document_of
from tests.support.carrying import KEYS as CARRYING
from tests.support.consulting import KEYS as CONSULTING
from tests.support.elsewhere import KEYS as ELSEWHERE
from tests.support.ending import KEYS as LEARNED
from tests.support.figures import KEYS as FIGURES
from tests.support.reporting import KEYS as REPORTING
from tests.support.ruling import KEYS as RULING
from tests.support.speaking import KEYS as SPEAKING

KEYS: dict[str, Callable[[Any], list[Any]]] = {
    "agreements:absence-end": lambda w: [999_999_999],
    **CARRYING,
    **ELSEWHERE,
    **FIGURES,
    **LEARNED,
    **REPORTING,
    **RULING,
    **CONSULTING,
    **SPEAKING,
    "agreements:desk-download": lambda w: ["csv"],
    "agreements:progress-table": lambda w: ["kerja-sama", "csv"],
    "agreements:desk-filter-remove": lambda w: [w.saved_filter.pk],
    "agreements:desk-dashboard-table": lambda w: ["desa", "csv"],
    "agreements:stamps": lambda w: [w.contract.ref],
    "agreements:stamp-record": lambda w: [w.contract.ref],
    "agreements:stamp-withdraw": lambda w: [w.contract.ref, w.stamp.pk],
    "agreements:draft-begin": lambda w: [w.type_code],
    "agreements:draft-choose": lambda w: [w.type_code],
    "agreements:source-parties": lambda w: [w.agreements["in_force"].ref],
    "agreements:source-begin": lambda w: [w.agreements["in_force"].ref],
    "agreements:addendum-parents": lambda w: [w.addendum_type.code],
    "agreements:addendum-begin": lambda w: [w.addendum_type.code, w.amended.ref],
    "agreements:type": lambda w: [w.working_type.pk],
    "agreements:type-open": lambda w: [w.elsewhere.draft.agreement_type.pk],
    "agreements:type-particulars": lambda w: [w.working_type.pk],
    "agreements:type-article-add": lambda w: [w.working_type.pk],
    "agreements:type-article": lambda w: [w.working_type.pk, w.working_article],
    "agreements:type-article-move": lambda w: [w.working_type.pk, w.working_article],
    "agreements:type-article-remove": lambda w: [w.working_type.pk, w.working_article],
    "agreements:type-provision": lambda w: [w.working_type.pk, 1],
    "agreements:type-provision-remove": lambda w: [w.working_type.pk, 1],
    "agreements:type-publish": lambda w: [w.working_type.pk],
    "agreements:type-discard": lambda w: [w.working_type.pk],
    "agreements:type-toggle": lambda w: [w.working_type.pk],
    "agreements:authority-certificate": lambda w: ["induk"],
    "agreements:authority-revoked": lambda w: ["penanda-tangan"],
    "agreements:enrolment-ask": lambda w: [w.village1.pk],
    "agreements:certificate-make": lambda w: [w.village1.pk],
    "agreements:passphrase-change": lambda w: [w.certificate("head1").pk],
    "agreements:certificate-revoke": lambda w: [w.certificate("head1").pk],
    "agreements:certificate-withdraw": lambda w: [w.certificate("head1").pk],
    "agreements:enrolment": lambda w: [w.enrolment.pk],
    "agreements:enrolment-refuse": lambda w: [w.enrolment.pk],
    "agreements:verification": lambda w: [document_of(w.agreements["in_force"]).verification_code],
    "agreements:sign-link": lambda w: [w.signing_token],
    "agreements:sign-link-renew": lambda w: [w.signing_token],
    "agreements:notice-open": lambda w: [w.notice.pk],
    "agreements:notice-mark": lambda w: [w.notice.pk],
    "agreements:calendar": lambda w: [w.calendar.calendar_secret],
    "agreements:verify-progress": lambda w: ["00000000-0000-4000-8000-000000000000"],
    "villages:claim-village": lambda w: [w.unclaimed.code],
    "villages:village": lambda w: [w.village1.area_id],
    "villages:partner": lambda w: [w.other_partner.slug],
    "villages:demo-login": lambda w: [w.demo_person.username],
    "villages:lineage": lambda w: [w.village1.pk],
    "villages:lineage-rename": lambda w: [w.village1.pk],
    "villages:lineage-succeed": lambda w: [w.village1.pk],
    "villages:end-office": lambda w: [w.village1.pk, w.membership.pk],
    "villages:end-delegation": lambda w: [w.village1.pk, w.delegation.pk],
    "villages:invitation": lambda w: [w.token],
    "villages:invitation-sent": lambda w: [w.village1.pk, w.invitation.pk],
    "villages:invitation-withdraw": lambda w: [w.village1.pk, w.invitation.pk],
    "account_reset_password_from_key": lambda w: ["1", "abc-def"],
    "account_confirm_email": lambda w: ["abc:def"],
    "mfa_edit_webauthn": lambda w: [1],
    "mfa_remove_webauthn": lambda w: [1],
}
"""What stands in an address that belongs to no agreement."""
