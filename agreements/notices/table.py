"""THE TABLE of notices: for every code of the journal who is told what.

A code that is missing here tells nobody: what a party does with its own draft, and what only the register needs.
Who is asked to review, and whose turn it is to sign, follows from the steps and places as they stand (`ASKS`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from agreements.notices import cases, endings, reports, whom
from agreements.record.models import Agreement, JournalEntry


@dataclass(frozen=True)
class Tell:
    """One row: who reads what."""

    code: str
    """A code of `notices.wording`."""
    whom: Callable[[Agreement, JournalEntry], set[int]]
    """Whose inbox it comes to; the person who acted never hears of it."""


TABLE: dict[str, tuple[Tell, ...]] = {
    "begin": (Tell("invited", whom.other_parties),),
    "join": (Tell("partner_answered", whom.other_parties),),
    "stay_out": (Tell("partner_answered", whom.other_parties),),
    "hand_over": (Tell("pen_given", whom.pen),),
    "suggest": (Tell("suggested", whom.pen),),
    "accept": (Tell("suggestion_decided", whom.other_parties),),
    "reject": (Tell("suggestion_decided", whom.other_parties),),
    "agree": (Tell("agreed", whom.other_signatories),),
    "disagree": (Tell("not_agreed", whom.other_parties),),
    "withdraw": (Tell("withdrawn", whom.other_parties),),
    "discard": (Tell("withdrawn", whom.other_parties),),
    "consult": (Tell("consultation_open", whom.everybody),),
    "close_consultation": (Tell("consultation_closed", whom.everybody),),
    "open_round": (Tell("submitted", whom.other_parties),),
    "lodge": (Tell("submitted", whom.other_parties),),
    "clear": (Tell("office_spoke", whom.parties),),
    "advise": (Tell("office_spoke", whom.parties),),
    "lapse": (Tell("office_spoke", whom.parties),),
    "escalate": (Tell("office_spoke", whom.parties),),
    "take_back": (Tell("taken_back", whom.asked_before), Tell("taken_back", whom.other_parties)),
    "remark": (Tell("remark", whom.parties),),
    "reopen_remark": (Tell("remark", whom.parties),),
    "answer": (Tell("answered", whom.at_work),),
    "resolve": (Tell("remark_resolved", whom.parties),),
    "send_back": (Tell("returned", whom.parties),),
    "turn_down": (Tell("rejected", whom.everybody), Tell("rejected", whom.asked_before)),
    "approve": (Tell("approved", whom.parties), Tell("approved", whom.asked_before)),
    "sign": (Tell("signed", whom.other_parties),),
    "render_failed": (Tell("document_failed", whom.agency), Tell("document_failed", whom.parties)),
    "unprintable": (Tell("signing_stopped", whom.parties),),
    "decline": (Tell("signing_stopped", whom.parties), Tell("taken_back", whom.agency)),
    "recall": (Tell("signing_stopped", whom.parties), Tell("taken_back", whom.agency)),
    "lodge_paper": (Tell("paper_lodged", whom.agency),),
    "refuse_paper": (Tell("paper_refused", whom.parties),),
    "complete": (Tell("complete", whom.parties),),
    "publish": (Tell("in_force", whom.everybody), Tell("in_force", whom.agency)),
    "confirm": (Tell("in_force", whom.everybody),),
    "move": (Tell("motion", whom.other_signatories),),
    "vote": (Tell("motion_answered", whom.parties),),
    "withdraw_motion": (Tell("motion_answered", whom.other_signatories),),
    "suspend": (Tell("suspended", whom.everybody), Tell("suspended", whom.agency)),
    "resume": (Tell("suspended", whom.everybody), Tell("suspended", whom.agency)),
    "sign_report": (Tell("report_sent", reports.readers),),
    "pass_on_report": (Tell("report_sent", reports.regency),),
    "form_body": (Tell("body_formed", whom.other_parties),),
    "dissolve_body": (Tell("body_formed", whom.other_parties),),
    "prove": (Tell("obligation_reported", whom.other_parties),),
    "return_proof": (Tell("obligation_returned", whom.asked_party),),
    "affirm": (Tell("obligation_settled", whom.asked_party),),
    "waive": (Tell("obligation_settled", whom.parties),),
    "note_event": (Tell("event_noted", whom.parties),),
    "fall_late": (Tell("obligation_late", whom.asked_party), Tell("obligation_late_told", whom.parties)),
    "suggest_breach": (Tell("breach_suggested", cases.unasked_parties),),
    "claim_breach": (
        Tell("breach_claimed", whom.asked_party),
        *(Tell("breach_told", who) for who in (whom.other_parties, whom.agency)),
    ),
    "answer_breach": (Tell("breach_answered", whom.other_parties),),
    "sanction": (
        Tell("sanctioned", whom.asked_party),
        *(Tell("breach_told", who) for who in (whom.other_parties, whom.agency)),
    ),
    "meet_sanction": (Tell("breach_told", whom.other_parties),),
    "close_breach": (Tell("breach_told", whom.other_parties),),
    "dismiss_breach": (Tell("breach_told", whom.other_parties),),
    "dispute": (
        Tell("dispute_claimed", whom.other_signatories),
        *(Tell("dispute_told", who) for who in (whom.other_parties, whom.agency)),
    ),
    "answer_dispute": (Tell("dispute_told", whom.other_parties),),
    "call_hearing": (Tell("hearing_called", whom.other_parties),),
    "record_hearing": (Tell("dispute_told", whom.other_parties),),
    "raise_dispute": (Tell("dispute_raised", cases.asked_office), Tell("dispute_told", whom.other_parties)),
    "word_outcome": (Tell("outcome_to_sign", cases.who_signs), Tell("dispute_told", whom.other_parties)),
    "sign_outcome": (Tell("dispute_told", whom.other_parties),),
    "settle_dispute": (Tell("dispute_told", whom.everybody), Tell("dispute_told", whom.agency)),
    "withdraw_dispute": (Tell("dispute_told", whom.other_parties),),
    "cancel_activity": (Tell("work_told", whom.other_parties),),
    "reverse_money": (Tell("work_told", whom.other_parties),),
    "end": (Tell("ended", whom.everybody), Tell("ended", whom.agency)),
    "add_settlement": (Tell("settlement_added", whom.asked_party),),
    "settle": (Tell("settlement_closed", whom.asked_party),),
    "waive_settlement": (Tell("settlement_closed", whom.asked_party),),
    "ask_practice": (Tell("practice_asked", endings.silent_heads),),
    "agree_practice": (Tell("practice_answered", whom.other_parties),),
    "publish_practice": (Tell("practice_answered", whom.everybody),),
    "withdraw_practice": (Tell("practice_answered", whom.other_parties),),
    "receive_voice": (Tell("voice_came", whom.parties), Tell("voice_came", whom.agency)),
    "hear_voice": (Tell("voice_asks", whom.asked_party),),
    "answer_voice": (Tell("voice_answered", whom.other_parties), Tell("voice_answered", whom.agency)),
}
"""For every code of the journal the rows that follow from it; nobody gets two notices of one entry."""

ASKS = {
    "step": ("open_round", "lodge", "clear", "advise", "lapse", "ask_again", "escalate", "release_step"),
    "turn": ("approve", "render", "sign", "confirm_paper"),
}
"""After which codes to look who is asked now: to review, to sign."""
