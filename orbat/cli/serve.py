"""`orbat serve`. Law: it listens to this machine alone unless told otherwise, and then asks for a secret."""

from pathlib import Path

import click

from orbat.cli.common import db_option, open_casebook, signature
from orbat.errors import UsageError
from orbat.settings import Settings

HERE = ("localhost", "127.0.0.1", "::1")


@click.command()
@click.option("--host", default="localhost", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8321, show_default=True)
@click.option(
    "--secret-file",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="A file with the secret that lets in. Default: ORBAT_SECRET. Needed with another --host.",
)
@db_option
@click.pass_obj
def command(settings: Settings, host: str, port: int, secret_file: Path | None, db: str | None) -> None:
    """Open the desk: read, check and see the casebook in a browser.

    It is made where it is missing, and nothing is asked of any other host.
    """
    secret = secret_file.read_text("utf-8").strip() if secret_file else settings.secret
    if secret_file and not secret:
        raise UsageError(f"{secret_file} is empty: write the secret into it")
    if host not in HERE and not secret:
        raise UsageError(f"--host {host} lets other machines in: give --secret-file or set ORBAT_SECRET")
    user = signature()
    with open_casebook(db, create=True):
        pass  # said now and not in the browser, if it cannot be opened
    import uvicorn

    from orbat.serve import Setting, create_app

    hosts = ("localhost", "127.0.0.1", "[::1]", "::1") if host in HERE else ()
    given = Setting(db or settings.db, user, secret or None, hosts, settings.tiles)
    click.echo(f"The desk is open at http://{host}:{port}/ (stop it with Ctrl-C)", err=True)
    uvicorn.run(create_app(given), host=host, port=port, log_level="warning", server_header=False)
