"""Inventory's register of personal data: no table holds rows about persons.

Equipment belongs to schools, not to people. What a member of staff did is in the audit, under their account: it is
told to them when they ask for their record, and stays, for the audit is append-only and kept five years.
"""

from chassis.personal import PersonalData

PERSONAL = PersonalData(
    elsewhere={
        "asset": "equipment of schools",
        "asset_model": "models of equipment",
        "connectivity_measurement": "measurements at schools",
        "contract": "contracts of institutions, with the names of their machines",
        "district": "the registry of districts",
        "equipment_report": "figures that schools reported",
        "region": "the registry of regions",
        "school": "the registry of schools",
        "webhook_subscription": "addresses of institutions",
    }
)
