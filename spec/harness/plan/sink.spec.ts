import { buildSink } from '../corpus/sink/sink.ts';
import { provePlans } from './prove.ts';

await provePlans('sink', buildSink);
