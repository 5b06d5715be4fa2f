import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathFrom } from './folders.ts';
import { installCommand, isBerry, type PackageManager, runners } from './package-manager.ts';
import type { Surroundings } from './surroundings.ts';

/** What a workflow is written for. */
export interface WorkflowPlace extends Surroundings {
  readonly manager: PackageManager;
  /** The folder that commands run in. */
  readonly directory: string;
  /** The drizzle config's path from there, where it has to be named. */
  readonly config: string | undefined;
  /** The branch that pull requests go to. */
  readonly branch: string;
  /** The project's other workflows. */
  readonly others: readonly string[];
}

/** As this repository's own workflows pin them. */
const checkout = '11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2';
const setupNode = '49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0';

/** As they are pinned in public repositories beside their releases' names. */
const setupPnpm = 'a7487c7e89a18df4991f7f222e4898a00d66ddda # v4.1.0';
const setupBun = '735343b667d3e6f658f44d0eca948eb6282f2b76 # v2.0.2';

/** The workflow's text. An action has the version that the project's other workflows pin it to. */
export function workflowText(place: WorkflowPlace): string {
  const { manager, branch } = place;
  const command = `${runners[manager.name]} driftproof verify${place.config === undefined ? '' : ` --config ${inShell(place.config)}`}`;
  const steps = [
    [
      `uses: ${action('actions/checkout', checkout, place)}`,
      'with:',
      '  persist-credentials: false',
      '  # A pull request is compared with the branch that it goes to.',
      '  fetch-depth: 0',
    ],
    ...managerSteps(place),
    [`uses: ${action('actions/setup-node', setupNode, place)}`, 'with:', ...nodeLines(place)],
    [`run: ${installCommand(manager)}`, ...inFolder(manager.folder, place)],
    [
      'name: what a pull request brings',
      "if: github.event_name == 'pull_request'",
      `run: ${scalar(`${command} --base "origin/$BASE"`)}`,
      ...inFolder(place.directory, place),
      'env:',
      `  BASE: \${{ github.base_ref }}`,
    ],
    [
      'name: the whole history',
      "if: github.event_name != 'pull_request'",
      `run: ${scalar(command)}`,
      ...inFolder(place.directory, place),
    ],
  ];
  return `${head(branch)}${steps.map(printStep).join('')}`;
}

const head = (branch: string): string => `name: driftproof

on:
  pull_request:
  push:
    branches: [${scalar(branch)}]

permissions:
  contents: read

concurrency:
  group: driftproof-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  verify:
    name: migrations build the schema, and can be taken back
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
`;

const printStep = ([first, ...lines]: readonly string[]): string =>
  [`      - ${first}\n`, ...lines.map((line) => `        ${line}\n`)].join('');

function action(name: string, version: string, { others }: WorkflowPlace): string {
  const uses = new RegExp(`^[\\s-]*uses:\\s*${name}@([\\w.-]+(?:[ \\t]+#.*)?)\\s*$`, 'm');
  const pinned = others.flatMap((text) => uses.exec(text)?.[1] ?? [])[0];
  return `${name}@${pinned ?? version}`;
}

/** What a package manager needs before Node is set up. */
function managerSteps(place: WorkflowPlace): string[][] {
  const { manager, top } = place;
  const { name, format } = manager;
  if (name === 'bun') return [[`uses: ${action('oven-sh/setup-bun', setupBun, place)}`]];
  if (name === 'yarn') return isBerry(format) || manager.named ? [['run: corepack enable']] : [];
  if (name === 'npm') return [];
  const manifest = pathFrom(top, join(manager.folder, 'package.json'));
  const inputs = [
    ...(manager.named ? [] : [`  version: ${pnpmVersion(format)}`]),
    ...(manager.named && manifest !== 'package.json'
      ? [`  package_json_file: ${scalar(manifest ?? '')}`]
      : []),
  ];
  return [
    [
      `uses: ${action('pnpm/action-setup', setupPnpm, place)}`,
      ...(inputs.length > 0 ? ['with:', ...inputs] : []),
    ],
  ];
}

/** The newest that writes a lock file of this format (pnpm's manual, "Compatibility"). */
function pnpmVersion(format: string): number {
  const version = Number.parseFloat(/^lockfileVersion:\s*'?([\d.]+)/m.exec(format)?.[1] ?? '9');
  return version >= 9 ? 10 : version >= 6 ? 8 : 7;
}

/** Which Node, and what is cached. Without a lock file, or with bun's, setup-node caches nothing. */
function nodeLines({ manager, manifests, home, top }: WorkflowPlace): string[] {
  const { name, lock, folder } = manager;
  const files = [home, folder, top].flatMap((each) =>
    ['.nvmrc', '.node-version'].map((file) => join(each, file)),
  );
  const manifest = manifests.find(({ engines, volta }) => engines?.node ?? volta?.node);
  const file = files.find(existsSync) ?? (manifest && join(manifest.folder, 'package.json'));
  const path = lock && pathFrom(top, join(folder, lock));
  return [
    file === undefined ? '  node-version: 22' : `  node-version-file: ${scalar(pathFrom(top, file) ?? '')}`,
    ...(lock && name !== 'bun' ? [`  cache: ${name}`] : []),
    ...(path && name !== 'bun' && path !== lock ? [`  cache-dependency-path: ${scalar(path)}`] : []),
  ];
}

const inFolder = (folder: string, { top }: WorkflowPlace): string[] => {
  const path = pathFrom(top, folder);
  return path === undefined || relative(top, folder) === '' ? [] : [`working-directory: ${scalar(path)}`];
};

/** A text as YAML: plain where nothing in it has a meaning there. */
const scalar = (text: string): string =>
  /^[a-z][\w./ $="-]*$/i.test(text) && !/^(true|false|yes|no|on|off|null)$/i.test(text)
    ? text
    : JSON.stringify(text);

/** A word of the shell. */
const inShell = (word: string): string =>
  /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
