"""The page to add articles (files, a text, an address) and the page of the job that reads them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Annotated, Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.web.desk import Desk, FormFields, View
from onrecord.web.errors import WebError
from onrecord.web.filters import UNPRINTABLE, web_address
from onrecord.web.jobs import Job, JobSource
from onrecord.web.middleware import MAX_BODY_BYTES

MOST_FILES = 20
# A pasted text of fewer words holds no statement with its speaker.
LEAST_WORDS = 5
_LONGEST_FILE_NAME = 120
_LONGEST_URL = 2000


@dataclass(frozen=True, kw_only=True)
class RecentJob:
    """A recent job."""

    address: Annotated[str, "the address of its page"]
    names: Annotated[str, "what was given"]
    state: Annotated[str, "waiting, reading or ended"]
    articles: Annotated[int, "how many articles were read"]
    failed: Annotated[int, "how much could not be read"]
    asked_at: Annotated[datetime, "when it was given"]


@dataclass(frozen=True)
class AddPage:
    """The page to add articles."""

    files: Annotated[int, "how many files may be uploaded at once"]
    megabytes: Annotated[int, "how many megabytes they may have together"]
    lately: Annotated[tuple[RecentJob, ...], "what was given lately, the newest first"]


@dataclass(frozen=True)
class JobPage:
    """A job's page."""

    job: Annotated[Job, "the job, as far as it has come"]
    ended: Annotated[bool, "has it come to its end?"]
    seconds: Annotated[int, "for how long it has been under way"]


def build_add_page(view: View) -> AddPage:
    """Return the page to add articles, with the latest jobs."""
    # One megabyte of the largest request is left for the form around the files.
    return AddPage(MOST_FILES, MAX_BODY_BYTES // 1_000_000 - 1, tuple(_describe_job(job) for job in view.jobs.last(8)))


def _describe_job(job: Job) -> RecentJob:
    names = ", ".join(job.names[:3]) + (f" and {len(job.names) - 3} more" if len(job.names) > 3 else "")
    return RecentJob(
        address=f"/add/{job.id}",
        names=names,
        state=job.state,
        articles=job.articles,
        failed=job.failed,
        asked_at=job.asked_at,
    )


def build_job_page(view: View) -> JobPage:
    """Return the page of a job, with its progress."""
    job = view.jobs.of(view.path["job"])
    ended = job.state == "ended"
    return JobPage(job, ended, 0 if ended else int((datetime.now(UTC) - job.asked_at).total_seconds()))


def job_rows(context: JobPage) -> Iterator[dict[str, Any]]:
    """Return what a job read, and what it could not read, as rows."""
    for article in context.job.added:
        yield {
            "name": article.title,
            "what": article.state,
            "statements": article.statements,
            "address": article.address,
        }
    for failure in context.job.failures:
        yield {"name": failure.name, "what": failure.reason, "statements": 0, "address": ""}


async def start_job(request: Request) -> Response:
    """Start a job for the sources of a form, and redirect to its page. Raise WebError if there are none."""
    desk: Desk = request.app.state.desk
    async with request.form(max_files=MOST_FILES, max_fields=20, max_part_size=MAX_BODY_BYTES) as form:
        fields = FormFields({name: value for name, value in form.items() if isinstance(value, str)})
        sources = [*await _read_files(form, fields), *_read_address(fields), *_read_text(fields)]
    if not sources:
        raise WebError("nothing was given: choose a file, paste a text or write an address")
    # 303: reloading the page of the job must not post the files again.
    return RedirectResponse(f"/add/{desk.jobs.add(sources).id}", 303)


async def _read_files(form: FormData, fields: FormFields) -> list[JobSource]:
    uploads = [
        upload
        for upload in form.getlist("files")
        if isinstance(upload, UploadFile) and (upload.filename or upload.size)
    ]
    published = fields.day("published")
    return [JobSource(file_name(upload.filename or ""), await upload.read(), None, published) for upload in uploads]


def file_name(given: str) -> str:
    """Return the name of an uploaded file without folders, control characters and direction overrides.

    >>> file_name("C:\\\\news\\\\ferry.txt"), file_name("../../etc/story.html"), file_name("")
    ('ferry.txt', 'story.html', 'a file without a name')
    """
    name = PurePosixPath(UNPRINTABLE.sub(" ", given.replace("\\", "/"))).name.strip()
    stem, dot, ending = name.rpartition(".")
    # A file's kind is read from its ending: a long name is cut in the middle.
    short = f"{stem[:_LONGEST_FILE_NAME]}{dot}{ending[:12]}" if len(name) > _LONGEST_FILE_NAME else name
    # "-" would be taken for a pasted text.
    return short if short not in ("", "-", ".", "..") else "a file without a name"


def _read_address(fields: FormFields) -> Iterable[JobSource]:
    url = fields.word("url")
    if not url:
        return
    if not web_address(url) or len(url) > _LONGEST_URL or re.search(r"\s", url):
        raise WebError(f"{url[:100]}: is no web address: it must begin with http:// or https://")
    yield JobSource(url, None, None, fields.day("published"))


def _read_text(fields: FormFields) -> Iterable[JobSource]:
    text, title = fields.word("text"), " ".join(fields.word("title").split())
    if not text and not title:
        return
    if len(text.split()) < LEAST_WORDS:
        raise WebError(f"the text has fewer than {LEAST_WORDS} words: paste the whole of it")
    # As in a text file: the first line is the title.
    whole = f"{title}\n\n{text}" if title else text
    publisher = " ".join(fields.word("publisher").split())[:200]
    yield JobSource("-", whole.encode("utf-8", "replace"), publisher or None, fields.day("published"))
