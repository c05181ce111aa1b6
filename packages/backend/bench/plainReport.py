"""The quarterly report as a plain script makes it, with what Debian has: pandas and openpyxl.

It is what the benchmark holds the portal against, and no more: the same sheets with the same rows and a link on each, of data
that lie there already. It keeps no evidence, signs nothing, and asks no source.

python3 plainReport.py <folder of an unpacked pack> <workbook to write> <where links lead>
"""
import base64
import json
import sys
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

folder, target, address = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
envelope = json.loads((folder / "manifest.dsse.json").read_text())
manifest = json.loads(base64.b64decode(envelope["payload"]))["predicate"]
run = manifest["run"]
opens = pd.Timestamp(run["period"]["start"])
closes = pd.Timestamp(run["period"]["end"])
endings = {"csv": "csv", "ndjson": "ndjson", "json-pages": "pages.ndjson"}


def table(source):
    """A snapshot with its columns as the report names them."""
    evidence = next(e for e in manifest["evidence"] if e["source"] == source)
    path = folder / "snapshots" / f"{evidence['id']}.{endings[evidence['format']]}"
    if evidence["format"] == "csv":
        frame = pd.read_csv(path)
    else:
        with open(path, encoding="utf-8") as lines:
            bodies = [json.loads(line) for line in lines]
        at = evidence.get("recordsAt")
        records = [r for body in bodies for r in body[at]] if at else bodies
        frame = pd.json_normalize(records)
    chosen = {}
    for column in evidence["columns"]:
        path_in_record = column.get("from", column["name"])
        values = frame.get(path_in_record)
        if values is None:
            values = pd.Series([None] * len(frame), index=frame.index)
        if column["type"] == "timestamp":
            values = pd.to_datetime(values, utc=True)
        chosen[column["name"]] = values
    result = pd.DataFrame(chosen)
    result["evidence_id"] = evidence["id"]
    return result


applications = table("applications")
roles = table("roles")
people = table("people")
grants = table("access_grants")
bindings = table("access_bindings")
tickets = table("tickets")
backups = table("backups")
tests = table("restore_tests")
changes = table("database_changes")
settings = table("audit_settings")

scope = applications[
    applications.sox_scope & applications.cluster.isin(run["parameters"]["clusters"])
]
cluster = scope[["application", "cluster"]]
privileged = grants.merge(roles.loc[roles.privileged, ["role"]], on="role")
in_scope = privileged.merge(cluster, on="application")


def with_ticket(frame, some):
    return frame.merge(some, on="ticket", how="left", suffixes=("", "_of_ticket"))


def first_reason(frame, rules):
    reason = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    for holds, text in rules:
        reason = reason.mask(reason.isna() & holds.fillna(False).astype(bool), text)
    return frame.assign(reason=reason)[reason.notna()]


counts = privileged.groupby("application").size().rename("privileged_grants")
scope_sheet = scope.merge(counts, on="application", how="left").fillna(
    {"privileged_grants": 0}
)[["cluster", "application", "title", "owner", "privileged_grants", "evidence_id"]]
scope_sheet = scope_sheet.sort_values(["cluster", "application"])

names = people[["person", "name"]].rename(
    columns={"person": "principal", "name": "person"}
)
access = with_ticket(
    in_scope.merge(names, on="principal", how="left"),
    tickets[tickets.kind == "access"].drop(columns=["application", "kind"]),
).sort_values(["granted_at", "grant_id"])[
    ["cluster", "application", "principal", "person", "role", "granted_at", "granted_by",
     "ticket", "requested_by", "approved_by", "approved_at", "grant_id", "evidence_id"]
]

asked = with_ticket(in_scope, tickets)
no_ticket = asked.kind.isna()
unapproved = first_reason(
    asked,
    [
        (asked.ticket.isna(), "no ticket is named"),
        (no_ticket, "the ticket does not exist"),
        (asked.kind != "access", "the ticket does not ask for access"),
        (asked.application_of_ticket != asked.application, "the ticket is for another application"),
        (asked.approved_at.isna() | (asked.status != "approved"), "the ticket was not approved"),
        (asked.approved_at > asked.granted_at, "approved after the grant"),
    ],
).sort_values(["granted_at", "grant_id"])[
    ["cluster", "application", "principal", "role", "granted_at", "granted_by", "ticket",
     "approved_by", "approved_at", "reason", "grant_id", "evidence_id"]
]

own = tickets[tickets.approved_by == tickets.requested_by].merge(cluster, on="application")
own = own.sort_values(["approved_at", "ticket"])[
    ["cluster", "application", "ticket", "kind", "summary", "requested_by", "approved_by",
     "approved_at", "evidence_id"]
]

left = people.assign(left_at=pd.to_datetime(people.left_on, utc=True))
left = left[left.left_at < closes].rename(
    columns={"person": "principal", "name": "person"}
)
leavers = (
    bindings.merge(cluster, on="application")
    .merge(left.drop(columns=["evidence_id"]), on="principal")
    .merge(roles[["role", "privileged"]], on="role", how="left")
    .sort_values(["application", "principal", "role"])
)[["cluster", "application", "principal", "person", "team", "role", "privileged", "since",
   "left_on", "evidence_id"]]

changed = with_ticket(changes.merge(cluster, on="application"), tickets)
uncovered = first_reason(
    changed,
    [
        (changed.ticket.isna(), "no ticket is named"),
        (changed.kind.isna(), "the ticket does not exist"),
        (changed.kind != "change", "the ticket does not ask for a change"),
        (changed.application_of_ticket != changed.application, "the ticket is for another application"),
        (changed.approved_at.isna() | (changed.status != "approved"), "the ticket was not approved"),
        (changed.approved_at > changed.changed_at, "approved after the change"),
        (changed.window_start.isna() | changed.window_end.isna(), "the ticket has no window"),
        ((changed.changed_at < changed.window_start) | (changed.changed_at >= changed.window_end),
         "outside the window of the ticket"),
    ],
).sort_values(["changed_at", "change_id"])[
    ["cluster", "application", "changed_at", "actor", "command", "object", "ticket",
     "approved_by", "window_start", "window_end", "reason", "change_id", "evidence_id"]
]

good = backups[(backups.outcome == "succeeded") & backups.finished_at.notna()]
good = good[good.application.isin(scope.application)][["application", "finished_at"]]
begin = pd.DataFrame({"application": scope.application, "finished_at": opens})
marks = pd.concat([begin, good]).drop_duplicates().sort_values(["application", "finished_at"])
marks["gap_end"] = (
    marks.groupby("application").finished_at.shift(-1).fillna(min(closes, backups.started_at.max()))
)
marks["hours"] = ((marks.gap_end - marks.finished_at).dt.total_seconds() / 3600).round(1)
gaps = marks[marks.gap_end - marks.finished_at > pd.Timedelta(hours=26)]
gaps = gaps.merge(scope[["application", "cluster", "evidence_id"]], on="application")[
    ["cluster", "application", "finished_at", "gap_end", "hours", "evidence_id"]
]

tried = tests.groupby("application").agg(
    tried=("outcome", "size"),
    passed=("outcome", lambda o: (o == "passed").sum()),
    last_tried_at=("tested_at", "max"),
)
untested = scope.merge(tried, on="application", how="left").fillna({"tried": 0, "passed": 0})
untested = untested[untested.passed == 0].sort_values("application")[
    ["cluster", "application", "owner", "tried", "last_tried_at", "evidence_id"]
]

known = scope.merge(settings.drop(columns=["evidence_id"]), on="application", how="left")
unlogged = first_reason(
    known,
    [
        (known.logging.isna(), "the audit tooling does not know it"),
        (known.logging == False, "audit logging is off"),  # noqa: E712
        (known.retention_days < 365, "kept for less than 365 days"),
    ],
).sort_values("application")[
    ["cluster", "application", "owner", "logging", "retention_days", "reason", "evidence_id"]
]

sheets = {
    "Scope": ("applications-in-scope", scope_sheet),
    "Privileged access": ("privileged-access", access),
    "Without approval": ("grants-without-approval", unapproved),
    "Approver is requester": ("approver-is-requester", own),
    "Leavers": ("leavers-with-access", leavers),
    "Changes": ("changes-without-approval", uncovered),
    "Backups": ("gaps-between-backups", gaps),
    "Restore tests": ("no-restore-test", untested),
    "Audit logging": ("audit-logging-off", unlogged),
}
book = Workbook(write_only=True)
for title, (question, frame) in sheets.items():
    sheet = book.create_sheet(title)
    header = []
    for name in frame.columns:
        cell = WriteOnlyCell(sheet, value=name)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    plain = frame.copy()
    for name in plain.columns:
        if isinstance(plain[name].dtype, pd.DatetimeTZDtype):
            plain[name] = plain[name].dt.tz_localize(None)
    values = plain.astype(object).where(plain.notna(), None)
    for position, row in enumerate(values.itertuples(index=False)):
        link = f'=HYPERLINK("{address}/{question}?row={position}","{row[-1]}")'
        sheet.append(list(row[:-1]) + [link])
book.save(target)
print(json.dumps({question: len(frame) for question, frame in sheets.values()}))
