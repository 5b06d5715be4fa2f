import { buildSink } from '../corpus/sink/sink.ts';
import { proveSequences } from './sequences.ts';

await proveSequences('sink', buildSink);
