"""The tables that one agreement has rows in, and their columns in the order in which lines give them."""

AGREEMENT = (
    "id, ref, kind, instrument, form, title, summary, field, purpose, topic, place, starts_on, ends_on, value,"
    " burdens_community_or_assets, signed_elsewhere, stage, stage_since, parent_id, initiator_id, created_by_id,"
    " created_at, edition, journal_length, journal_hash"
)
COLUMNS = {
    "agreements_agreement": AGREEMENT,
    "agreements_party": "id, agreement_id, organization_id, ordinal",
    "agreements_draft": "id, agreement_id, agreement_type_id, considering, in_view_of",
    "agreements_article": "id, agreement_id, ordinal, chapter, heading, content, body, guidance, legal_basis, edition,"
    " repealed",
    "agreements_provision": "id, agreement_id, party_id, ordinal, kind, text, due_rule, due_on, due_days, amount,"
    " evidence, breach_of_id, steps, edition, event, repealed",
    "agreements_occurrence": "id, agreement_id, party_id, provision_id, ordinal, due_on, amount, evidence, state,"
    " look_on, done_on, done_note, done_by_id, done_at, settled_by_id, settled_at, reason, edition",
    "agreements_funding": "id, agreement_id, party_id, source, year, amount, account, note, edition",
    "agreements_journalentry": "id, agreement_id, serial, at, code, actor_id, on_behalf_of_id, details, previous_hash,"
    " hash",
    "agreements_version": "id, agreement_id, number, content, digest, occasion, made_by_id, made_at",
    "agreements_round": "id, agreement_id, number, office_id, version_id, route, opened_at, opened_by_id, outcome,"
    " opinion, closed_at, closed_by_id",
    "agreements_step": "id, round_id, ordinal, key, office_id, effect, days, basis, because, again, opened_on, due_on,"
    " version_id, decision, opinion, ground, decided_by_id, decided_at",
    "agreements_registerentry": "id, organization_id, instrument, year, serial, number, agreement_id, issued_at",
    "agreements_frozendocument": "id, agreement_id, version, verification_code, content, content_digest, state,"
    " problem, sha256, size, base_sha256, witnesses_needed, frozen_at, frozen_by_id, void_reason",
    "agreements_signer": "id, document_id, ordinal, key, capacity, party_id, organization_id, person_id, name, office,"
    ' basis, acting, "group", method, is_open',
    "agreements_papercopy": "id, document_id, signed_on, sha256, size, page_count, uploaded_by_id, uploaded_at, state,"
    " decided_by_id, decided_at, reason",
    "agreements_papercopy_signers": "id, papercopy_id, signer_id",
    "agreements_signature": "id, document_id, signer_id, party_id, person_id, method, level, provider, paper_copy_id,"
    " ordinal, name, office, basis, acting, signed_at, sha256, size",
    "agreements_publication": "id, agreement_id, document_id, published_at, published_by_id",
    "agreements_ending": "id, agreement_id, ground, note, recorded_at, recorded_by_id, decision_number, public_note",
    "agreements_listing": "agreement_id, ref, kind, instrument, form, field, purpose, topic, stage, stage_since,"
    " published_at, starts_on, ends_on, year, value, signed_elsewhere, has_document, parent_id, approval_days, title,"
    " summary, names, body, parties, organizations, places, partner_kinds, changed_at",
}
"""Every table with its columns, in the order in which lines give them."""
