"""The latest states of inventory, in the words of its events."""

from chassis.events.snapshots import Snapshot

_SCHOOLS = """
select school.id as key, array[school.id, district.id, district.region_id] as places,
    jsonb_build_array(jsonb_build_object(
    'type', 'SchoolRegistered', 'data', jsonb_build_object(
        'schoolId', school.id, 'nationalCode', national_code, 'name', school.name, 'kind', 'SCHOOL_KIND_' || kind,
        'districtId', district_id, 'languages', languages, 'effectiveFrom', effective_from,
        'timeZone', time_zone))) as told
from school
join district on district.id = school.district_id
"""

_DISTRICTS = """
select district.id as key, array[district.id, region_id] as places,
    jsonb_build_array(jsonb_build_object(
    'type', 'DistrictChanged', 'data', jsonb_build_object(
        'districtId', district.id, 'regionId', region_id, 'code', district.code, 'name', district.name,
        'regionCode', region.code))) as told
from district join region on region.id = region_id
"""

_ASSETS = """
select asset.id as key, array[school.id, district.id, district.region_id] as places,
    jsonb_build_array(jsonb_build_object(
    'type', 'AssetCommissioned', 'data', jsonb_build_object(
        'assetId', asset.id, 'schoolId', school_id, 'inventoryNumber', inventory_number, 'serialNumber', serial_number,
        'modelId', model_id, 'kind', 'ASSET_KIND_' || asset.kind, 'acquiredOn', acquired_on,
        'status', 'ASSET_STATUS_' || status))) as told
from asset join school on school.id = asset.school_id
join district on district.id = school.district_id
"""

_CONNECTIONS = """
select school_id as key, array[school.id, district.id, district.region_id] as places,
    jsonb_build_array(jsonb_build_object(
    'type', 'ConnectivityMeasured', 'data', jsonb_build_object(
        'schoolId', school_id, 'downMbps', down_mbps, 'upMbps', up_mbps, 'latencyMs', latency_ms,
        'method', 'MEASUREMENT_METHOD_' || method,
        'at', to_char(measured_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))) as told
from school_connectivity join school on school.id = school_id
join district on district.id = school.district_id
"""

_CONTRACTS = """
select id as key, event_places(region_ids || district_ids || school_ids) as places,
    jsonb_build_array(jsonb_build_object('type', 'ContractAmended', 'data', jsonb_build_object(
        'contractId', id, 'version', version - (ended_at is not null)::int, 'client', client,
        'purpose', 'CONTRACT_PURPOSE_' || purpose,
        'topics', (select jsonb_agg(jsonb_build_object(
            'topic', topic, 'allFields', fields is null, 'fields', coalesce(to_jsonb(fields), '[]')))
            from contract_topic where contract_topic.id = contract.id),
        'isCountrywide', is_countrywide, 'regionIds', region_ids, 'districtIds', district_ids,
        'schoolIds', school_ids,
        'validFrom', to_char(valid_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'validUntil', to_char(valid_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))))
    || case when ended_at is null then '[]' else jsonb_build_array(jsonb_build_object(
        'type', 'ContractEnded', 'data', jsonb_build_object(
            'contractId', id, 'version', version, 'reason', end_reason,
            'at', to_char(ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))) end as told
from contract
"""

# The secrets stay sealed; a webhook that is deleted is told of as such, so that who missed it forgets its copy.
_WEBHOOKS = """
select id as key, null::uuid[] as places, jsonb_build_array(case when state = 'DELETED'
    then jsonb_build_object('type', 'WebhookDeleted', 'data', jsonb_build_object('webhookId', id))
    else jsonb_build_object('type', 'WebhookChanged', 'data', jsonb_build_object(
        'webhookId', id, 'contractId', contract_id, 'url', url, 'types', types, 'isPaused', state = 'PAUSED',
        'createdAt', to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'secrets', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'sealed', secret ->> 'sealed',
            'until', to_char((secret ->> 'until')::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
            order by place) from jsonb_array_elements(secrets) with ordinality as kept (secret, place)))) end) as told
from webhook_subscription
"""

SNAPSHOTS = (
    Snapshot("districts", "bilim.inventory.district.v1", _DISTRICTS),
    Snapshot("schools", "bilim.inventory.school.v1", _SCHOOLS),
    Snapshot("assets", "bilim.inventory.asset.v1", _ASSETS),
    Snapshot("connections", "bilim.inventory.connectivity.v1", _CONNECTIONS),
    Snapshot("contracts", "bilim.inventory.contract.v1", _CONTRACTS),
    Snapshot("webhooks", "bilim.inventory.webhook.v1", _WEBHOOKS, is_personal=True, erased="WebhookDeleted"),
)
