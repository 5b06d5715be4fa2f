import { counted } from '../model/counted.ts';
import type { Report } from '../model/report.ts';
import type { Paper } from './paper.ts';
import { countsOf, marks, serversOf, shortly, type Told, toldTargets } from './targets.ts';

/** More lines are counted, unless all is shown. */
const mostLines = 20;

/** The servers of the targets, of a report of several. */
export function targetServers(report: Report, { wrap }: Paper): string[] {
  const servers = serversOf(report);
  return servers === undefined ? [] : wrap(`  targets: ${servers}`);
}

/** A table with a line for each target that does not agree; those that do are told together, unless all is shown. */
export function targetLines(report: Report, paper: Paper, verbose: boolean): string[] {
  const told = toldTargets(report);
  if (told.length === 0) return [];
  const single = verbose ? told : told.filter(({ answer }) => answer !== 'agrees').slice(0, mostLines);
  const rest = told.filter((each) => !single.includes(each));
  const width = Math.max(...single.map(({ target }) => target.name.length), 0);
  return [
    ...single.flatMap((each) => targetLine(each, width, paper)),
    ...restLines(rest, paper),
    ...leftOut(report, told.length, paper),
  ];
}

function targetLine(told: Told, width: number, { colors, wrap }: Paper): string[] {
  const { target, answer } = told;
  const mark = answer === 'agrees' ? colors.green(marks[answer]) : colors.red(marks[answer]);
  const words = [answer === 'findings' ? '' : answer, countsOf(told), target.compared ?? ''];
  return wrap(`  ${mark} ${target.name.padEnd(width)}  ${words.filter((each) => each !== '').join('  ')}`);
}

function restLines(rest: readonly Told[], { colors, wrap }: Paper): string[] {
  const names = (answer: Told['answer']): string[] =>
    rest.filter((each) => each.answer === answer).map(({ target }) => target.name);
  const [agree, others] = [names('agrees'), rest.length - names('agrees').length];
  return [
    ...(others === 0
      ? []
      : wrap(`  ${colors.red(marks.findings)} ${others} more with findings: --verbose lists them`)),
    ...(agree.length === 0
      ? []
      : wrap(
          `  ${colors.green(marks.agrees)} ${counted(agree.length, 'target')} ${agree.length === 1 ? 'agrees' : 'agree'}: ${shortly(agree)}`,
        )),
  ];
}

const leftOut = ({ targetsInAll }: Report, asked: number, { colors, wrap }: Paper): string[] =>
  targetsInAll === undefined ? [] : wrap(`  ${asked} of ${targetsInAll} targets were asked`).map(colors.dim);
