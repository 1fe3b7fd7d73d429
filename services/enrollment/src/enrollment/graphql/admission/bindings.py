"""Where campaigns, seats, children and applications live."""

from chassis.schema import RecordRead
from enrollment.graphql.admission.campaign_types import (
    Campaign,
    CatchmentArea,
    District,
    RulePack,
    SeatOrder,
    SeatPlan,
    SeatProposal,
    Wave,
)
from enrollment.graphql.admission.types import Application, Child, Choice, PriorityClaim
from enrollment.graphql.allocation.positions import answer_positions
from enrollment.graphql.allocation.types import Appeal, Offer
from enrollment.graphql.types import AcademicYear, Guardian, School
from enrollment.policy import READS, SHOWN
from readplan import Shape, Sql, arg, bind, keys, through
from readplan.binding import Binding, Roots

BY_RECEIPT = {"RECEIPT": "receipt_no"}
_IN_CAMPAIGN = Sql("{t}.campaign_id = {campaign}::uuid", campaign=arg("campaign_id"))


def _with_its_whole(_shape: Shape) -> Sql:
    """A part has no key: it is reached through its whole alone, and who sees that sees its parts."""
    return Sql("true")


def _shown_with_its_application(shape: Shape) -> Sql:
    """Who sees the person behind an application sees it in its parts."""
    whole = SHOWN["Application"](shape)
    condition = whole.text.replace("{t}", "whole")
    words = (
        f"exists (select from application as whole where whole.id = {{t}}.application_id and ({condition}))"
    )
    return Sql(words, **dict(whole.params))


rule_pack = bind(RulePack, "rule_pack", visible=READS["RulePack"])
wave = bind(Wave, "wave", visible=_with_its_whole, key=("campaign_id", "no"))
seat_order = bind(SeatOrder, "seat_order", visible=READS["SeatPlan"])

catchment_area = bind(CatchmentArea, "catchment", visible=READS["Catchment"], key=("school_id", "area"))

seat_proposal = bind(SeatProposal, "seat_proposal", visible=READS["SeatProposal"])

seat_plan = bind(SeatPlan, "seat_plan", visible=READS["SeatPlan"])
seat_plan.column("free", Sql("({t}.seats - {t}.held)").typed("int4"))
seat_plan.derived("standing_path", needs=("id",), fn=lambda id: f"/queues/{id}/standing.csv")
seat_plan.many("orders", SeatOrder, by="seat_plan_id", order=["created_at"])
seat_plan.many("proposals", SeatProposal, by="seat_plan_id", order=["-created_at"])
seat_plan.one("school", School, by="school_id")

campaign = bind(Campaign, "campaign", visible=READS["Campaign"])
campaign.many("waves", Wave, by="campaign_id", order=["no"])
campaign.one("rule_pack", RulePack, through=through("campaign_rules", near="campaign_id", far="rule_pack_id"))
campaign.one("academic_year", AcademicYear, by="academic_year_id")
campaign.one("district", District, by="district_id")
campaign.connection("seat_plans", SeatPlan, by="campaign_id", order={"SCHOOL": "school_id"}, default="SCHOOL")

district = bind(District, keys(id="uuid"), visible=READS["District"])
district.connection(
    "campaigns", Campaign, by="district_id", order={"PUBLISHED": "created_at"}, default="-PUBLISHED"
)

choice = bind(Choice, "choice", visible=_with_its_whole, key=("application_id", "seat_plan_id"))
choice.one("seat_plan", SeatPlan, by="seat_plan_id")

claim = bind(PriorityClaim, "claim", visible=_with_its_whole, key=("application_id", "category", "school_id"))
# An office's own words about a child: for who sees persons, like the defects of the application that it is a part of.
claim.mask("reason", shown=_shown_with_its_application, instead=Sql("''"))

application = bind(Application, "application", visible=READS["Application"], about="child_id")
answer_positions(application)
application.mask("defects", shown=SHOWN["Application"])
application.one("campaign", Campaign, by="campaign_id")
application.one("child", Child, by="child_id")
application.many("choices", Choice, by="application_id", order=["rank"])
application.many("claims", PriorityClaim, by="application_id", order=["category"])
application.many("offers", Offer, by="application_id", order=["-id"])
application.many("appeals", Appeal, by="application_id", order=["-id"])

child = bind(Child, "child", visible=READS["Child"], about="id")
for _personal in ("display_name", "birth_date", "area"):
    child.mask(_personal, shown=SHOWN["Child"])
child.many(
    "guardians",
    Guardian,
    through=through("child_guardian", near="child_id", far="guardian_id", where=Sql("{j}.ended_on is null")),
)
child.many("applications", Application, by="child_id", order=["-id"])
child.connection("access_log", RecordRead, by="children", order={"AT": "at"}, default="-AT")


def extend_school(school: Binding) -> None:
    """What admission adds to a school."""
    school.many("seat_plans", SeatPlan, by="school_id", where=_IN_CAMPAIGN, order=["grade", "language"])
    school.connection("catchment", CatchmentArea, by="school_id", order={"AREA": "area"}, default="AREA")
    school.total(
        "free_seats",
        Sql("sum({s}.seats - {s}.held)::int4"),
        over="seat_plan",
        on=Sql(
            "{s}.school_id = {t}.id and {s}.campaign_id = {campaign}::uuid and {s}.grade = {grade}::int4",
            campaign=arg("campaign_id"),
            grade=arg("grade"),
        ),
        visible=READS["SeatPlan"],
    )
    school.connection(
        "applications",
        Application,
        through=through("addressed", near="school_id", far="application_id"),
        where=_IN_CAMPAIGN,
        order=BY_RECEIPT,
        default="RECEIPT",
    )


def extend_guardian(guardian: Binding) -> None:
    """What admission adds to a guardian."""
    guardian.many(
        "children",
        Child,
        through=through(
            "child_guardian", near="guardian_id", far="child_id", where=Sql("{j}.ended_on is null")
        ),
        where=Sql("{t}.merged_into is null"),
    )


def look_up_admission(root: Roots) -> None:
    """The root fields of admission."""
    root.connection("campaigns", Campaign, order={"PUBLISHED": "created_at"}, default="-PUBLISHED")
    root.connection("rule_packs", RulePack, order={"NAME": "name"}, default="NAME")
    root.connection("applications", Application, order=BY_RECEIPT, default="RECEIPT")
    root.one("campaign", Campaign)
    root.one("seat_plan", SeatPlan)
    root.one("seat_proposal", SeatProposal)
    root.one("application", Application)
    root.one("child", Child)


BINDINGS_OF_ADMISSION = (
    rule_pack,
    wave,
    seat_order,
    catchment_area,
    seat_proposal,
    seat_plan,
    campaign,
    district,
    choice,
    claim,
    application,
    child,
)
