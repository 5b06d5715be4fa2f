import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { remember } from './goals/measured.ts';
import { writeSection } from './section.ts';
import { median, secondsOf } from './verify/time.ts';

/** Times a contributor's loop: one file of the suite. `--whole` times the whole suite too, once. */
const { values } = parseArgs({ options: { whole: { type: 'boolean', default: false } } });
const runs = 3;
const name = 'spec/harness/equivalence/texts';
const test = (...args: readonly string[]) => ({
  program: 'npm',
  args: ['test', '--', '--mode', 'embedded', ...args],
  cwd: '.',
});

const seconds: number[] = [];
for (let run = 0; run < runs; run++) seconds.push(await secondsOf(test(name), 600));
const suite = values.whole ? (await secondsOf(test(), 3600)) / 60 : undefined;
const section = [
  "## A contributor's loop",
  '',
  `Made by \`npm run bench:loop\` on ${cpus().length} cores (${cpus()[0]?.model.trim()}), node ${process.versions.node}: \`npm test -- ${name}\` on the embedded`,
  `server takes ${median(seconds).toFixed(1)} s, the median of ${runs}${suite === undefined ? '' : `; the whole suite took ${suite.toFixed(1)} minutes`}.`,
].join('\n');
console.log(section);
await writeSection('loop', section);
await remember('loop', {
  medians: { 'npm test': median(seconds) },
  ...(suite === undefined ? {} : { whole: { suite } }),
});
