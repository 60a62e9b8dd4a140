"""What people write for field, topic, purpose, instrument and manner -> the portal's code for it."""

import re
from functools import cache

from django.db.models import TextChoices
from django.utils import translation

from agreements.drafting.elsewhere.models import Manner
from agreements.record.vocabulary import Field, Instrument, Purpose, Topic

_OF: dict[str, type[TextChoices]] = {
    "field": Field,
    "topic": Topic,
    "purpose": Purpose,
    "manner": Manner,
    "instrument": Instrument,
}
_CLOSED = {Instrument.ADDENDUM.value}
_WORDS: dict[str, dict[str, TextChoices]] = {
    "field": {
        "pemerintahan": Field.GOVERNMENT, "pembangunan": Field.DEVELOPMENT, "pembinaan": Field.COMMUNITY,
        "kemasyarakatan": Field.COMMUNITY, "pemberdayaan": Field.EMPOWERMENT,
    },
    "instrument": {
        "peraturan bersama": Instrument.JOINT_REGULATION, "permakades": Instrument.JOINT_REGULATION,
        "perkades bersama": Instrument.JOINT_REGULATION, "pks": Instrument.CONTRACT,
        "perjanjian": Instrument.CONTRACT, "kontrak": Instrument.CONTRACT, "mou": Instrument.MEMORANDUM,
        "nota": Instrument.MEMORANDUM, "kesepahaman": Instrument.MEMORANDUM, "kesepakatan": Instrument.MEMORANDUM,
        "piagam": Instrument.CHARTER,
    },
    "purpose": {"usaha": Purpose.ENTERPRISE, "pelayanan": Purpose.SERVICE, "kegiatan": Purpose.SERVICE,
                "keamanan": Purpose.SECURITY, "ketertiban": Purpose.SECURITY},
    "manner": {"kertas": Manner.PAPER, "basah": Manner.PAPER, "elektronik": Manner.ELECTRONIC,
               "digital": Manner.ELECTRONIC, "tte": Manner.ELECTRONIC},
    "topic": {"tani": Topic.AGRICULTURE, "ikan": Topic.FISHERIES, "ternak": Topic.LIVESTOCK, "sampah": Topic.WASTE,
              "air": Topic.CLEAN_WATER, "listrik": Topic.ELECTRICITY, "jalan": Topic.ROADS_BRIDGES,
              "jembatan": Topic.ROADS_BRIDGES, "wisata": Topic.TOURISM, "pendidikan": Topic.EDUCATION,
              "kesehatan": Topic.HEALTH, "pasar": Topic.VILLAGE_MARKET, "pelatihan": Topic.TRAINING,
              "keamanan": Topic.SECURITY_PATROL, "bencana": Topic.EARLY_WARNING, "budaya": Topic.CULTURE,
              "adat": Topic.CULTURE, "lain": Topic.OTHER},
}  # fmt: skip


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", text.lower()).split())


@cache
def _labels(code: str) -> dict[str, str]:
    """The portal's own words, whatever language the reader has chosen."""
    with translation.override("id"):
        return {_bare(str(one.label)): one.value for one in _OF[code]}


def meant(code: str, text: str) -> str:
    """The code of the choice that the text means; empty when it means none, or two."""
    words = _bare(text)
    exact = _labels(code).get(words)
    if exact:
        return "" if exact in _CLOSED else exact
    near = {str(value) for word, value in _WORDS[code].items() if re.search(rf"\b{word}", words)}
    return near.pop() if len(near) == 1 else ""


def told(code: str) -> str:
    """The choices in words."""
    return "; ".join(str(one.label) for one in _OF[code] if one.value not in _CLOSED)
