#!/usr/bin/env node
import { main } from '../dist/github.js';

await main();
