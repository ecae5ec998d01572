"""The command line: parse, call one function, show.

Law: errors are one line on standard error, results go to standard output, and the exit code tells: 0 done,
1 something failed, 2 wrong command line, 130 interrupted.
"""

import importlib
import os
import sys
from collections.abc import Sequence

import click

from orbat.errors import OrbatError, UsageError
from orbat.harmless import neutral
from orbat.settings import from_environment

# name -> where the command is, and its line of help: `orbat --help` imports none of them
COMMANDS = {
    "read": ("orbat.cli.read:command", "Read reports into a casebook."),
    "who": ("orbat.cli.who:command", "Say who they are: a sourced profile of one name."),
    "tree": ("orbat.cli.asked:tree", "Draw the order of battle around a unit, as of a date."),
    "network": ("orbat.cli.asked:network", "Say who is tied to whom around a name."),
    "disputes": ("orbat.cli.asked:disputes", "List what is disputed, with all its sides."),
    "gaps": ("orbat.cli.asked:gaps", "Say what is not known of a name."),
    "diff": ("orbat.cli.asked:diff", "Say what changed of a name between two days."),
    "claims": ("orbat.cli.claims:command", "List claims, each with its quote and who says so."),
    "show": ("orbat.cli.show:command", "Show a document with its claims marked, and its rejects."),
    "grade": ("orbat.cli.grade:command", "Grade a voice (A to F) or a claim (1 to 6) by the Admiralty code."),
    "status": ("orbat.cli.status:command", "Count what the casebook holds and what is left to do."),
    "gazetteer": ("orbat.cli.gazetteer:command", "Import places that the built-in gazetteer lacks."),
    "match": ("orbat.cli.match:command", "Find a name in the casebook and the lists, with reasons."),
    "names": ("orbat.cli.names:command", "Compare and search names without a casebook, for programs."),
    "same": ("orbat.cli.decide:same", "Decide that two names or entities are one."),
    "different": ("orbat.cli.decide:different", "Decide that two names or entities are two."),
    "undo": ("orbat.cli.decide:undo", "Take back a decision, a person's or a machine's."),
    "review": ("orbat.cli.review:command", "Judge what is proposed, one by one."),
    "lists": ("orbat.cli.lists:command", "Take in known lists: who is on them is then found by any name."),
    "serve": ("orbat.cli.serve:command", "Open the desk: read, check and see the casebook in a browser."),
    "extract": ("orbat.cli.extract:command", "Read texts into JSON Lines, without a casebook."),
}


class LazyGroup(click.Group):
    """Commands out of the table above, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table's lines of help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="orbat", message="%(prog)s %(version)s")
@click.pass_context
def orbat(ctx: click.Context) -> None:
    """Reads reports about armed groups and says who they are: every line with its quote and its source."""
    ctx.obj = from_environment(os.environ)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code."""
    try:
        code = orbat.main(list(arguments), prog_name="orbat", standalone_mode=False)
    except click.Abort:
        _say("interrupted; what was read is kept, run the same again to go on")
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except OrbatError as error:
        _say(f"error: {error}")
        return 2 if isinstance(error, UsageError) else 1
    except OSError as error:
        _say(f"error: {error.strerror or error}: {error.filename}" if error.filename else f"error: {error}")
        return 1
    return code if isinstance(code, int) else 0


def main() -> None:
    """The program `orbat`."""
    sys.exit(run(sys.argv[1:]))


def _say(line: str) -> None:
    click.echo(f"orbat: {neutral(' '.join(line.split()))}", err=True)
