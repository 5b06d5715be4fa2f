import { counted } from '../model/counted.ts';
import type { Report } from '../model/report.ts';
import type { Paper } from './paper.ts';
import { countsOf, marks, serversOf, shortly, type Told, toldTargets } from './targets.ts';

/** More lines are counted, unless all is shown. */
const mostLines = 20;

/** A name that is longer is in nobody's column. */
const widest = 40;

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
  const widths = single.map(({ target }) => target.name.length).filter((each) => each <= widest);
  const width = Math.max(...widths, 0);
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
  const more = (answer: Told['answer'], what: string): string[] => {
    const count = names(answer).length;
    const line = `  ${colors.red(marks[answer])} ${count} more ${what}: --verbose lists them`;
    return count === 0 ? [] : wrap(line);
  };
  const agree = names('agrees');
  const verb = agree.length === 1 ? 'agrees' : 'agree';
  return [
    ...more('could not tell', 'without an answer'),
    ...more('findings', 'with findings'),
    ...(agree.length === 0
      ? []
      : wrap(
          `  ${colors.green(marks.agrees)} ${counted(agree.length, 'target')} ${verb}: ${shortly(agree)}`,
        )),
  ];
}

const leftOut = ({ targetsInAll }: Report, asked: number, { colors, wrap }: Paper): string[] =>
  targetsInAll === undefined ? [] : wrap(`  ${asked} of ${targetsInAll} targets were asked`).map(colors.dim);
