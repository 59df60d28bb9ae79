import argparse


class GlueArgumentError(Exception):
    pass


class _Parser(argparse.ArgumentParser):
    def error(self, message):
        raise GlueArgumentError(message)


def getResolvedOptions(args, options):
    """The values of these options, each of which must be there, and of Glue's own; args begins with the script.

    As in Glue, names may be shortened, so an option of a job that is the beginning of one of these is lost.
    """
    parser = _Parser()
    parser.add_argument(
        "--job-bookmark-option",
        choices=["job-bookmark-enable", "job-bookmark-pause", "job-bookmark-disable"],
    )
    parser.add_argument("--encryption-type", choices=["sse-s3"])
    for own in ("job-bookmark-from", "job-bookmark-to", "JOB_ID", "JOB_RUN_ID", "SECURITY_CONFIGURATION", "TempDir"):
        parser.add_argument("--" + own)
    for option in options:
        parser.add_argument("--" + option, required=True)
    return vars(parser.parse_known_args(args[1:])[0])
