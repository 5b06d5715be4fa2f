import type { Reporter, TestCase, TestModule } from 'vitest/node';

const shown = 10;

const nameOf = (test: TestCase): string => `${test.module.relativeModuleId} > ${test.fullName}`;

/** Prints the tests that took longest, at the end of a run of many. */
export default class Slowest implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    if (tests.length <= shown) return;
    const timed = tests.map((test) => [test.diagnostic()?.duration ?? 0, nameOf(test)] as const);
    console.log(`\nThe ${shown} slowest tests:`);
    for (const [ms, name] of timed.toSorted(([a], [b]) => b - a).slice(0, shown))
      console.log(`${(ms / 1000).toFixed(1).padStart(7)} s  ${name}`);
  }
}
