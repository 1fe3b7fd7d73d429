"""`python -m enrollment`: see --help; `verify` re-runs a published allocation and needs nothing installed but this."""

import sys


def run(argv: list[str]) -> int:
    """Runs one command; the verifier is found before the service: it needs neither database nor framework."""
    if argv[:1] == ["verify"]:
        from enrollment import verify

        return verify.main(argv[1:])
    if argv[:1] in ([], ["-h"], ["--help"]):
        sys.stdout.write("`python -m enrollment verify --help`: run a published allocation again.\n\n")
    from chassis.cli import main
    from enrollment.app import SERVICE

    return main(SERVICE, argv)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
