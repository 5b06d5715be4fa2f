import { type ComponentChildren, h as element, type VNode } from 'preact';

export type { ComponentChildren, VNode } from 'preact';

type Attribute = string | number | boolean | { readonly __html: string } | undefined;

/** An element of HTML or SVG. Preact escapes its attributes and all text in it. */
export const h = (
  name: string,
  attributes: Readonly<Record<string, Attribute>>,
  children?: ComponentChildren,
): VNode => element<object>(name, attributes, children);
