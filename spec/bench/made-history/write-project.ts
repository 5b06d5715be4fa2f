import type { Files } from '../../support/projects.ts';
import { makeHistory, type Wish } from './make-history.ts';
import type { MadeStep } from './model.ts';
import { printSchema } from './print-schema.ts';

export interface WrittenWish extends Wish {
  readonly downs: boolean;
  /** How many steps are one migration. */
  readonly together?: number;
}

/** The files of a project with a made history: config, schema, journal and migrations, downs only where they are wished. */
export function projectFiles({ downs, together = 1, ...wish }: WrittenWish): Files {
  const { model, steps: made } = makeHistory(wish);
  const steps = inGroups(made, together);
  const entries = steps.map(({ words }, idx) => ({
    idx,
    version: '7',
    when: 1672531200000 + idx * 43_200_000,
    tag: `${String(idx).padStart(4, '0')}_${words}`,
    breakpoints: true,
  }));
  return {
    'drizzle.config.ts':
      "export default { dialect: 'postgresql', schema: './schema.ts', out: './migrations' };\n",
    'schema.ts': printSchema(model),
    'migrations/meta/_journal.json': JSON.stringify(
      { version: '7', dialect: 'postgresql', entries },
      null,
      2,
    ),
    ...Object.fromEntries(
      entries.flatMap(({ tag }, at) => {
        const step = steps[at] as MadeStep;
        return [
          [`migrations/${tag}.sql`, sqlOf(step.up)],
          ...(downs ? [[`migrations/${tag}_down.sql`, downOf(step)]] : []),
        ];
      }),
    ),
  };
}

/** Steps of which so many are one, under the name of its first; what is several cannot be taken back. */
const inGroups = (steps: readonly MadeStep[], size: number): readonly MadeStep[] =>
  size === 1
    ? steps
    : steps.flatMap((first, at) =>
        at % size > 0
          ? []
          : [
              {
                ...first,
                up: steps.slice(at, at + size).flatMap(({ up }) => up),
                down: 'several steps in one',
              },
            ],
      );

const sqlOf = (statements: readonly string[]): string =>
  `${statements.join(';--> statement-breakpoint\n')};\n`;

const downOf = ({ down }: MadeStep): string =>
  typeof down === 'string' ? `-- irreversible: ${down}\n` : sqlOf(down);
