import { writeSection } from '../section.ts';
import { type Goal, goals } from './goals.ts';
import type { AllFigures } from './measured.ts';

/** The section of the page: each goal, what was measured of it last, and what it consists of where it is missed. */
export async function writeGoals(all: AllFigures): Promise<void> {
  const lines = goals.map((goal) => lineOf(goal, all));
  const limits = new Set(goals.filter((goal) => isMissed(goal, all)).flatMap(({ limit }) => limit ?? []));
  const section = [
    '## Goals',
    '',
    'Written by every command of this page, from what each has measured last (`spec/bench/measured.json`).',
    '',
    '| goal | at most | measured | |',
    '| --- | --: | --: | --- |',
    ...lines,
    ...(limits.size > 0
      ? ['', 'Where they are missed:', '', ...[...limits].map((limit) => `- ${limit}`)]
      : []),
  ].join('\n');
  await writeSection('goals', section);
}

const isMissed = ({ most, of }: Goal, all: AllFigures): boolean => (of(all) ?? 0) > most;

function lineOf(goal: Goal, all: AllFigures): string {
  const value = goal.of(all);
  const unit = goal.unit ?? '×';
  const shown =
    value === undefined ? 'not measured' : Number.isFinite(value) ? `${value.toFixed(2)} ${unit}` : 'stopped';
  const verdict = value === undefined ? '' : isMissed(goal, all) ? 'missed' : 'met';
  return `| ${goal.words} | ${goal.most} ${unit} | ${shown} | ${verdict} |`;
}
