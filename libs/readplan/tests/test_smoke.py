import orjson
from .register.policy import Caller
from .register.data import *

async def test_smoke(engine, pool):
    c = Caller("m", "COUNTRY", pool=pool)
    qs = [
     ("{ __typename }", {}),
     ("query($id: ID) { school(id:$id) { id code kind name budget openedAt extra tags district { id name(locale:\"kk\") } } }", {"id": school_id(1)}),
     ("{ schools(first: 3) { totalCount edges { cursor node { code } } nodes { code name figures { pupils bornLate } pupilCount(before: \"2010-01-01\") address { street house } crowded rating pupils(first:2) { totalCount nodes { name marks { value } } pageInfo { hasNextPage endCursor } } } pageInfo { hasNextPage endCursor } } }", {}),
     ("{ districts { code schools(first:2, orderBy:[{field:FOUNDED, direction:DESC}], filter:{kind:{eq:PRIMARY}}) { nodes { code founded kind classes { grade letter pupils { name class { letter } } } } } } viewer { name grants } }", {}),
     ("{ things { __typename id label ... on Computer { memory owner { __typename ... on School { code } ... on Pupil { name } } } ... on Book { author } } }", {}),
     ("query($r:[_Any!]!) { _entities(representations:$r) { __typename ... on School { code district { code } } ... on Teacher { id formCount forms { letter } } } }", {"r":[{"__typename":"School","id":school_id(2)},{"__typename":"School","code":"S3"},{"__typename":"Teacher","id":teacher_id(1)},{"__typename":"School","id":"x"},{"__typename":"School","districtId":district_id(0),"founded":1953}]}),
     ("mutation { rename(id:\"%s\", name:\"New\") { school { code name } touched { district { code } } userErrors { code message ... on EmptyName { given } } } }" % school_id(1), {}),
     ("mutation { rename(id:\"%s\", name:\"\") { school { code name } touched { district { code } } userErrors { __typename code message ... on EmptyName { given } } } }" % school_id(1), {}),
     ("{ __schema { queryType { name } } a: __typename }", {}),
    ]
    for q, v in qs:
        a = await engine.execute(q, v, caller=c)
        print(q); print(a.executed, orjson.dumps(orjson.loads(a.body), option=orjson.OPT_INDENT_2).decode()[:3500])
    async for b in engine.subscribe("subscription($i:[ID!]!) { renamed(ids:$i) { position school { code } } }", {"i":[school_id(1),school_id(2)]}, caller=c):
        print(b)
