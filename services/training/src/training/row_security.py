"""How PostgreSQL itself keeps training's rows from those who may not see them, where SQL is written by hand."""

from chassis.identity.rls import RowSecurity, events_of, seen_as, seen_with
from training.policy import POLICY

ROW_SECURITY = RowSecurity(
    POLICY,
    teacher=seen_as("Teacher"),
    employment=seen_with("Teacher", "teacher", by="teacher_id"),
    school=seen_as("School"),
    **events_of("TrainingEventRead"),
)
