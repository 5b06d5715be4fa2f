import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv } from 'ajv';

/** Taken from GitHub's public OpenAPI description. */
const description: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
} = JSON.parse(readFileSync('spec/harness/github/openapi.json', 'utf8'));

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly requestBody: { readonly properties: object } | null;
}

/** What a request may say. */
interface Body {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

interface Said {
  id: number;
  body: string;
  user: { type: string };
}

interface Issue extends Said {
  number: number;
  title: string;
  state: string;
  labels: readonly string[];
  html_url: string;
  comments: Said[];
  pull_request?: object;
}

const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: true });

/** GitHub, as far as it is asked: it remembers issues and comments, and what was asked that its description does not know. */
export async function startFakeGithub() {
  const issues: Issue[] = [];
  const asked: string[] = [];
  const refused: string[] = [];
  const answers = { status: 200 };
  let last = 0;

  const said = (body: string, type = 'Bot'): Said => ({ id: ++last, body, user: { type } });
  const open = (title: string, body: string, labels: readonly string[] = [], type = 'Bot'): Issue => {
    const { id, ...rest } = said(body, type);
    const html_url = `https://github.com/o/r/issues/${id}`;
    const issue = { ...rest, id, number: id, title, state: 'open', labels, html_url, comments: [] };
    issues.push(issue);
    return issue;
  };

  const operations: Readonly<
    Record<string, (path: readonly string[], body: Body, query: URLSearchParams) => unknown>
  > = {
    'issues/list-for-repo': (_, __, query) =>
      issues.filter(
        ({ state, labels }) =>
          state === (query.get('state') ?? 'open') && labels.includes(query.get('labels') ?? ''),
      ),
    'issues/create': (_, { title, body, labels }) => open(title, body, labels),
    'issues/update': ([number = ''], change) => Object.assign(issueOf(number), change),
    'issues/list-comments': ([number = '']) => issueOf(number).comments,
    'issues/create-comment': ([number = ''], { body }) => {
      const comment = said(body);
      issueOf(number).comments.push(comment);
      return comment;
    },
    'issues/update-comment': ([id = ''], { body }) => {
      const comment = issues.flatMap(({ comments }) => comments).find((each) => each.id === Number(id));
      return comment && Object.assign(comment, { body });
    },
  };

  function issueOf(number: string): Issue {
    const found = issues.find((each) => each.number === Number(number));
    if (!found) throw new Error(`there is no issue ${number}`);
    return found;
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://github');
    const [operation, path] = operationOf(request.method ?? '', url.pathname);
    const body = await bodyOf(request);
    asked.push(`${request.method} ${url.pathname}`);
    if (request.headers.authorization !== 'token t0ken-4711') refused.push('no token');
    refused.push(...(operation ? flaws(operation, url.searchParams, body) : [`no ${url.pathname}`]));
    const result =
      answers.status < 400 && operation && operations[operation.operationId]?.(path, body, url.searchParams);
    const page = Number(url.searchParams.get('page') ?? 1);
    const size = Number(url.searchParams.get('per_page') ?? 30);
    const isLong = Array.isArray(result) && result.length > page * size;
    url.searchParams.set('page', `${page + 1}`);
    response.writeHead(result ? 200 : answers.status >= 400 ? answers.status : 404, {
      'content-type': 'application/json',
      ...(isLong ? { link: `<http://${request.headers.host}${url.pathname}${url.search}>; rel="next"` } : {}),
    });
    const shown = Array.isArray(result) ? result.slice((page - 1) * size, page * size) : result;
    response.end(JSON.stringify(shown || { message: 'Resource not accessible by integration' }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise((done) => server.close(done));
  return { url: `http://127.0.0.1:${port}`, issues, open, said, asked, refused, answers, stop };
}

export type FakeGithub = Awaited<ReturnType<typeof startFakeGithub>>;

/** The operation that a path is of, and the parts of it after the repository's that are not words. */
function operationOf(method: string, pathname: string): [Operation | undefined, readonly string[]] {
  for (const [template, operations] of Object.entries(description.paths)) {
    const parts = new RegExp(`^${template.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(pathname);
    if (parts) return [operations[method.toLowerCase()], parts.slice(3)];
  }
  return [undefined, []];
}

/** What of a request GitHub's description does not know, or knows otherwise. */
function flaws(
  { operationId, parameters, requestBody }: Operation,
  query: URLSearchParams,
  body: object,
): string[] {
  const known = new Map(
    parameters.filter((each) => each.in === 'query').map((each) => [each.name, each.schema]),
  );
  const ofQuery = [...query].filter(([name, value]) => {
    const schema = known.get(name);
    return !schema || !ajv.compile({ type: 'object', properties: { value: schema } })({ value });
  });
  const fits = ajv.compile(requestBody ?? {});
  const others = Object.keys(body).filter((name) => !(name in (requestBody?.properties ?? {})));
  return [
    ...ofQuery.map(([name, value]) => `${operationId}: ?${name}=${value}`),
    ...(fits(body) ? [] : [`${operationId}: ${ajv.errorsText(fits.errors)}`]),
    ...others.map((name) => `${operationId}: ${name}`),
  ];
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return parts.length === 0 ? ({} as Body) : JSON.parse(Buffer.concat(parts).toString());
}
