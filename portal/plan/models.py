"""The office's yearly plan of action, one row per version; its official text to the letter."""

import enum
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.extensions import Model, UtcDateTime, text_enum


class PlanStatus(enum.StrEnum):
    DRAFT = "borrador"
    ADOPTED = "adoptado"


class IndicatorType(enum.StrEnum):
    """Demand counts people's requests; schedule counts what the office planned to do."""

    DEMAND = "demanda"
    SCHEDULE = "programacion"


class ActionPlan(Model):
    """One version of a year's plan. Adopted ones never change; a draft is replaced by adoption."""

    __tablename__ = "action_plans"
    __table_args__ = (
        UniqueConstraint("year", "version"),
        CheckConstraint(
            "(status = 'adoptado') = (in_force_from IS NOT NULL)", name="adopted_has_in_force_from"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column()
    version: Mapped[int] = mapped_column()
    status: Mapped[PlanStatus] = mapped_column(text_enum(PlanStatus, "status"))
    entity: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(300))
    # The whole file as read (official text, raw cells, adopted reading, flags), for the pages.
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    document_sha256: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str | None] = mapped_column(Text)
    in_force_from: Mapped[date | None] = mapped_column()
    copied_from_year: Mapped[int | None] = mapped_column()
    loaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    adopted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Empty when the plan came adopted from its file (``plan load``).
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))

    activities: Mapped[list["Activity"]] = relationship(
        back_populates="plan", order_by="Activity.number", cascade="all, delete-orphan"
    )

    @property
    def is_draft(self) -> bool:
        return self.status is PlanStatus.DRAFT

    @property
    def indicators(self) -> list["Indicator"]:
        """In order of number."""
        return [activity.indicator for activity in self.activities]


class Activity(Model):
    """A commitment of the plan, with the official words for it."""

    __tablename__ = "activities"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plans.id"))
    number: Mapped[int] = mapped_column()
    objective: Mapped[str] = mapped_column(Text)
    strategy: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    responsible: Mapped[str] = mapped_column(String(300))
    # [{"mes": 3, "lectura": "leida" | "supuesta"}, …]: the adopted reading, in order.
    schedule: Mapped[list[dict[str, Any]]] = mapped_column(JSON)

    plan: Mapped[ActionPlan] = relationship(back_populates="activities")
    indicator: Mapped["Indicator"] = relationship(
        back_populates="activity", uselist=False, cascade="all, delete-orphan"
    )


class Indicator(Model):
    """How an activity is measured: what is counted, over what, and the goal."""

    __tablename__ = "indicators"
    __table_args__ = (
        CheckConstraint("goal > 0", name="goal_positive"),
        CheckConstraint("at_risk_threshold BETWEEN 0 AND 100", name="threshold_percent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"), unique=True)
    number: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(String(300))
    formula: Mapped[str] = mapped_column(Text)
    plain_name: Mapped[str] = mapped_column(String(200))
    plain_formula: Mapped[str] = mapped_column(Text)
    type: Mapped[IndicatorType] = mapped_column(text_enum(IndicatorType, "type"))
    # Percent, e.g. 90; the threshold is a percent of the goal.
    goal: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    at_risk_threshold: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    # Sorted values of RequestKind and Outcome; empty for a scheduled activity.
    kinds: Mapped[list[str]] = mapped_column(JSON)
    counting_outcomes: Mapped[list[str]] = mapped_column(JSON)
    # Numbers of the months in which the plan schedules the activity; empty for demand.
    months: Mapped[list[int]] = mapped_column(JSON)

    activity: Mapped[Activity] = relationship(back_populates="indicator")
