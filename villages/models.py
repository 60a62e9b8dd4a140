"""Index: the models of the app, gathered for Django."""

from villages.joining.models import Invitation, Registration
from villages.organizations.lineage.models import PastName, Succession
from villages.organizations.models import Office, Organization, Partner, Village
from villages.people.models import Delegation, Membership, User
from villages.people.support.models import SupportAct, SupportSession
from villages.regions.models import Edition, Province, Regency, Subdistrict, VillageArea

__all__ = [
    "Delegation",
    "Edition",
    "Invitation",
    "Membership",
    "Office",
    "Organization",
    "Partner",
    "PastName",
    "Province",
    "Regency",
    "Registration",
    "Subdistrict",
    "Succession",
    "SupportAct",
    "SupportSession",
    "User",
    "Village",
    "VillageArea",
]
