import type { Command } from 'commander';
import { ranges } from '../commands/options.ts';
import { defaultChoice } from '../postgres/server.ts';
import { wholeBetween } from './whole-number.ts';

/** Which project, how long it may take, and how it is printed. */
export const addProjectOptions = (command: Command): Command =>
  command
    .option('--config <file>', 'the drizzle config (default: drizzle.config.ts here or in a folder above)')
    .option('--env-file <file>', 'variables for what the environment lacks, as NAME=value lines')
    .option(
      '--timeout <seconds>',
      'the longest wait for one answer of a server, or for your own code to load (default: 60; of a scratch server 600)',
      wholeBetween(...ranges.timeout),
    )
    .option('--no-color', 'print without colors');

/** Which live database. */
export const addLiveOption = (command: Command): Command =>
  command.option(
    '--url <url>',
    "the live database (default: DRIFTPROOF_URL, DATABASE_URL, the config's dbCredentials, PGHOST and its like)",
  );

/** Which server scratch databases are created on. */
export const addServerOptions = (command: Command): Command =>
  command
    .option(
      '--server <kind>',
      'where scratch databases are created: auto, container, embedded or a URL',
      defaultChoice.server,
    )
    .option('--image <image>', 'container image', defaultChoice.image);
