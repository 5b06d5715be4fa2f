/**
 * What sucrase does not translate, or otherwise than jiti's Babel. In a comment or a text it costs time only: the source is
 * left to Babel.
 */
const different: readonly RegExp[] = [
  // What is looked for in what sucrase makes of it.
  /\brequire\b|\bexports\b|\.call\s*\(\s*void\b/,
  // `import()`, `import.meta` and `import a = b`; imports of no name, and of what has none.
  /\bimport\b(?!\s*(?:type\b|[\w$*{'"]))|\bimport\s+(?:type\s+)?[\w$]+\s*=/,
  /\bimport\s*\{\s*\}|\bfrom\s*['"][^'"]*\.json['"]/,
  // What is exported may be written to, or come after it is exported, or be made of the parts of something.
  /\bexport\b(?!\s+(?:const\s+(?!enum\b)[\w$]|(?:async\s+)?function\b|type\b|interface\b|enum\b)|\s*\*|\s*\{[^}]*\}\s*from\b|\s+default\b)/,
  /\bexport\s+default\s+(?:async|function|class|abstract|interface|enum)\b|\bexport\s*\{[^}]*\bdefault\b/,
  // Fields, properties that are parameters, and decorators, which only classes have.
  /\bclass\b\s*(?:[\w$]+\s*)?(?:<|\bextends\b|\bimplements\b|\{)/,
  /\b(?:namespace|module|global)\b\s*[\w$'"{]/,
  /\busing\s+[\w$]+\s*=/,
  // Statements that nothing but a type, or its end, parts would become one.
  /(?:[\w$\])}'"`!]|(?<!=)>)\s*\n\s*[([`]/,
];

/** Whether sucrase and jiti's Babel are certain to make the same of a source, if both can read it. */
export const meansTheSame = (source: string): boolean => !different.some((each) => each.test(source));
