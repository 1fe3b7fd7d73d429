"""How PostgreSQL itself keeps inventory's rows from those who may not see them, where SQL is written by hand."""

from chassis.identity.rls import RowSecurity, events_of, seen_as
from inventory.policy import POLICY

ROW_SECURITY = RowSecurity(
    POLICY,
    region=seen_as("Region"),
    district=seen_as("District"),
    school=seen_as("School"),
    asset_model=seen_as("AssetModel"),
    asset=seen_as("Asset"),
    connectivity_measurement=seen_as("Connectivity"),
    contract=seen_as("IntegratorContract"),
    webhook_subscription=seen_as("Webhook").without("secrets"),
    **events_of("InventoryEventRead"),
)
