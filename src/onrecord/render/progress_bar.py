"""Progress bars in a terminal; apart from the printer, because rich's take long to import and few commands have one."""

from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskProgressColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from onrecord.render.printer import Console, Text


class DescriptionColumn(ProgressColumn):
    """The description of a bar, as it is. rich's own column would read it as markup."""

    def render(self, task: Task) -> Text:
        """Return the description."""
        return Text(task.description)


def build_progress_bar(console: Console, *, counted: bool) -> Progress:
    """Return a progress bar that vanishes when it is done. counted: how much there is to do is known beforehand."""
    times = (TaskProgressColumn(), TimeRemainingColumn()) if counted else (TimeElapsedColumn(),)
    columns = (SpinnerColumn(), DescriptionColumn(), BarColumn(), *times)
    return Progress(*columns, console=console, transient=True)
