"""What a plan comes to, in one line."""

from devhost.loading.plan import DistrictPlan


def summary(plan: DistrictPlan) -> str:
    """Schools, classes, people and devices."""
    schools = plan.schools
    parts = {
        "schools": len(schools),
        "classes": sum(len(school.classes) for school in schools),
        "pupils": sum(len(school.families.students) for school in schools),
        "guardians": sum(len(school.families.guardians) for school in schools),
        "staff": sum(len(school.staff) for school in schools),
        "devices": sum(len(school.assets) for school in schools),
    }
    return ", ".join(f"{count:,} {name}" for name, count in parts.items())
