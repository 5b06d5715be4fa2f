import { createHash } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import { tool } from '../tool.ts';
import { type ComponentChildren, h } from './element.ts';
import { script } from './script.ts';
import { style } from './style.ts';

/** A source of a Content Security Policy: what has this very text (CSP Level 3, "hash-source"). */
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing is loaded from anywhere, and no other script or style than ours is heeded. */
const policy = [
  "default-src 'none'",
  `script-src ${hashOf(script)}`,
  `style-src ${hashOf(style)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** One document that needs nothing besides itself. Preact escapes all that is in it; only the style and the script stand as they are. */
export function page(title: string, content: ComponentChildren): string {
  const document = h('html', { lang: 'en' }, [
    h('head', {}, [
      h('meta', { charset: 'utf-8' }),
      h('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'generator', content: `${tool.name} ${tool.version}` }),
      h('title', {}, title),
      h('style', { dangerouslySetInnerHTML: { __html: style } }),
    ]),
    h('body', {}, [content, h('script', { dangerouslySetInnerHTML: { __html: script } })]),
  ]);
  return `<!DOCTYPE html>\n${renderToString(document)}\n`;
}
