"""The entry of `xuzhi`. Only the command asked for is imported: a check answers before Django would have loaded.

A command is a file of `console/commands/` with a docstring and `register(app)` (typer), or, where every tenth of a
second counts, `add_arguments(parser)` and `run(options)` (argparse). `new_programme.py` is `xuzhi new-programme`.
Exit status: 0 done, 1 what was checked does not hold, 2 bad input (one sentence), 3 the system could not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from xuzhi.console.speaking import BadInput, console_language, tell
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say, use_language

_COMMANDS = Path(__file__).parent / "commands"
# Errors of what lies below us, told by name so that nothing heavy is imported to recognise them.
_SYSTEM_FAILURES = frozenset(("OperationalError", "InterfaceError", "ConnectionException", "UndefinedTable"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    with use_language(console_language(given)):
        sys.exit(run(given))


def run(given: list[str]) -> int:
    """The exit status of a command line."""
    commands = find_commands()
    wanted = next((each for each in given if not each.startswith("-")), "")
    if not wanted and given and given[0] not in ("-h", "--help"):
        tell(say("console.command_missing", given=given[0]))
        return 2
    if wanted and wanted not in commands:
        from difflib import get_close_matches

        near = get_close_matches(wanted, commands, n=1)
        tell(say("console.command_unknown_near", name=wanted, near=near[0]) if near
             else say("console.command_unknown", name=wanted))  # fmt: skip
        return 2
    try:
        return _run(given, wanted, commands)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except BadInput as error:
        tell(str(error))
    except Refusal as refusal:
        tell(" ".join(part for part in (refusal.says, refusal.remedy) if part))
    except BrokenPipeError:  # whoever reads has seen enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        tell(say("console.system_could_not", why=str(error)))
        return 3
    except Exception as error:
        if not _SYSTEM_FAILURES & {type(error).__name__, type(error.__cause__).__name__}:
            raise
        tell(say("console.system_could_not", why=str(error).strip().partition("\n")[0]))
        return 3
    return 2


def find_commands() -> dict[str, str]:
    """Module name by command name, from the files there are."""
    files = sorted(file.stem for file in _COMMANDS.glob("*.py") if not file.stem.startswith("_"))
    return {stem.replace("_", "-"): stem for stem in files}


def _run(given: list[str], wanted: str, commands: dict[str, str]) -> int:
    """Commands that only read rules parse their line with argparse: typer alone would take longer than the answer."""
    from importlib import import_module

    if not wanted:
        return _help(commands)
    module = import_module(f"xuzhi.console.commands.{commands[wanted]}")
    if hasattr(module, "add_arguments"):
        return _run_plain(module, given, wanted)
    return _run_typer(module, given, wanted)


def _help(commands: dict[str, str]) -> int:
    print(say("console.what_it_is"))
    print(say("console.how_to_call"))
    width = max(len(name) for name in commands)
    for name, stem in commands.items():
        print(f"  {name:<{width}}  {_first_line(stem)}")
    return 0


def _run_plain(module: ModuleType, given: list[str], wanted: str) -> int:
    """A module with `add_arguments(parser)` and `run(options)`, which gives a status or None for 0."""
    import argparse

    parser = argparse.ArgumentParser(
        prog=f"xuzhi {wanted}", description=_first_line(module.__name__.rpartition(".")[2])
    )
    parser.add_argument("--json", action="store_true", help=say("console.help_json"))
    parser.add_argument("--lang", metavar="LANG", help=say("console.help_lang"))
    module.add_arguments(parser)
    position = given.index(wanted)
    options = parser.parse_args([*given[:position], *given[position + 1 :]])
    return int(module.run(options) or 0)


def _run_typer(module: ModuleType, given: list[str], wanted: str) -> int:
    """A module with `register(app)`."""
    import typer

    app = typer.Typer(name="xuzhi", add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.callback()(lambda: None)
    module.register(app)
    try:
        result = app(given, standalone_mode=False)
    except typer.Exit as stop:
        return int(stop.exit_code)
    except typer.Abort:
        return 130
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        tell(f"xuzhi {wanted}: {error.format_message()}")
        return int(getattr(error, "exit_code", 2))
    return result if isinstance(result, int) else 0


def _first_line(stem: str) -> str:
    """What a command says of itself, without importing it."""
    import ast

    docstring = ast.get_docstring(ast.parse((_COMMANDS / f"{stem}.py").read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


if __name__ == "__main__":
    main()
