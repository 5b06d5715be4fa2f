import type { BadInput } from './row.ts';

const words = (argv: readonly string[], line: string | RegExp): BadInput => ({
  name: `command line: ${argv.join(' ')}`,
  argv,
  line,
});

export const badCommandLines: readonly BadInput[] = [
  words(['drif'], "unknown command 'drif' (Did you mean drift?)"),
  words(['\n::error::x'], "unknown command ' ::error::x'"),
  words(['postgres://me:s3same@h/db'], "unknown command 'postgres://me:***@h/db'"),
  words(['history', '--formt', 'json'], "unknown option '--formt' (Did you mean --format?)"),
  words(['history', '--ur=postgres://me:s3same@h/db'], "unknown option '--ur=postgres://me:***@h/db'"),
  words(['history', 'now'], "too many arguments for 'history'. Expected 0 arguments but got 1."),
  words(['history', '--config'], "option '--config <file>' argument missing"),
  words(
    ['history', '--format', 'xml'],
    /^option '--format <name>' argument 'xml' is invalid\. Allowed choices are text, json/,
  ),
  words(['history', '--fail-on', 'all'], /^option '--fail-on <severity>' argument 'all' is invalid\. /),
  words(
    ['drift', '--timeout', '0'],
    "option '--timeout <seconds>' argument '0' is invalid. Use a whole number from 1 to 86400.",
  ),
  words(
    ['verify', '--rows', 'many'],
    "option '--rows <number>' argument 'many' is invalid. Use a whole number from 0 to 10000.",
  ),
  words(['verify', '--sizes', '10,5'], /^option '--sizes <small,large>' argument '10,5' is invalid\. /),
  words(['verify', '--server', 'mainframe'], /^--server: there is no server kind "mainframe"; use auto, /),
  words(['history', '--output', 'schema.ts/no/such.txt'], /^schema\.ts\/no\/such\.txt: cannot be written: /),
  words(['history', '--output', '.'], /^\.: cannot be written: /),
  // Told before it takes its time.
  words(
    ['drift', '--url', 'postgres://127.0.0.1:1/x', '--output', 'schema.ts/x.txt'],
    /^schema\.ts\/x\.txt: cannot be written: /,
  ),
  words(['drift', '--url', 'postgres://127.0.0.1:1/x', '--sql', '.'], '.: cannot be written: it is a folder'),
];
