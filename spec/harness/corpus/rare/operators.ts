import { drifts, type RareDrift } from './drift.ts';

const castAs = (how: string): string =>
  `DROP CAST (integer AS hand.tiny); CREATE CAST (integer AS hand.tiny) ${how}`;
const plain = 'FUNCTION = int4ne, LEFTARG = integer, RIGHTARG = integer';
const unlike = (definition: string): string =>
  `DROP OPERATOR hand.!== (integer, integer); CREATE OPERATOR hand.!== (${definition})`;
const ordered = (definition: string): string =>
  `DROP OPERATOR CLASS hand.ordered_ops USING btree; CREATE OPERATOR CLASS hand.ordered_ops ${definition}`;
const all =
  'OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer)';
const fiveOfInteger =
  '[1 operator <(integer,integer), 2 operator <=(integer,integer), 3 operator =(integer,integer), 4 operator >=(integer,integer), 5 operator >(integer,integer)]';

const parts =
  'OPERATOR 3 &&, FUNCTION 1 gist_poly_consistent(internal, polygon, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal), FUNCTION 3 gist_poly_compress(internal), FUNCTION 5 gist_box_penalty(internal, internal, internal), FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal)';

export const operators: readonly RareDrift[] = [
  ...drifts('cast', [
    ['dropped', 'DROP CAST (integer AS hand.tiny)', 'missing cast integer AS hand.tiny'],
    ['added', 'CREATE CAST (hand.tiny AS integer) WITHOUT FUNCTION', 'extra cast hand.tiny AS integer'],
    [
      'that nobody asks for',
      castAs('WITHOUT FUNCTION AS IMPLICIT'),
      'changed cast integer AS hand.tiny context: assignment → implicit',
    ],
    [
      'that has to be asked for',
      castAs('WITHOUT FUNCTION'),
      'changed cast integer AS hand.tiny context: assignment → explicit',
    ],
    [
      'by way of text',
      castAs('WITH INOUT AS ASSIGNMENT'),
      'changed cast integer AS hand.tiny method: binary → in and out',
    ],
    [
      'by a function',
      `CREATE FUNCTION hand.made_tiny(integer) RETURNS hand.tiny LANGUAGE internal IMMUTABLE STRICT AS 'int4up';
       ${castAs('WITH FUNCTION hand.made_tiny(integer) AS ASSIGNMENT')}`,
      'changed cast integer AS hand.tiny function: none → hand.made_tiny(integer)',
      'changed cast integer AS hand.tiny method: binary → function',
      'extra function hand.made_tiny(integer)',
    ],
    [
      'comment',
      "COMMENT ON CAST (integer AS hand.tiny) IS 'why'",
      'changed cast integer AS hand.tiny comment: none → why',
    ],
  ]),
  ...drifts('operator', [
    ['dropped', 'DROP OPERATOR hand.!== (integer, integer)', 'missing operator hand.!==(integer, integer)'],
    [
      'added, with a commutator that is a shell',
      'CREATE OPERATOR hand.<+> (FUNCTION = int4pl, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR(hand.<->))',
      'extra operator hand.<+>(integer, integer)',
      'extra operator hand.<->(integer, integer)',
    ],
    [
      'of another function and result',
      unlike('FUNCTION = int4pl, LEFTARG = integer, RIGHTARG = integer'),
      'changed operator hand.!==(integer, integer) function: int4ne(integer,integer) → int4pl(integer,integer)',
      'changed operator hand.!==(integer, integer) result: boolean → integer',
    ],
    [
      'its own commutator',
      unlike(`${plain}, COMMUTATOR = OPERATOR(hand.!==)`),
      'changed operator hand.!==(integer, integer) commutator: none → hand.!==(integer,integer)',
    ],
    [
      'the opposite of another',
      unlike(`${plain}, NEGATOR = OPERATOR(hand.===)`),
      'changed operator hand.!==(integer, integer) negator: none → hand.===(integer,integer)',
      'changed operator hand.===(integer, integer) negator: none → hand.!==(integer,integer)',
    ],
    [
      'estimated',
      'ALTER OPERATOR hand.!== (integer, integer) SET (RESTRICT = neqsel, JOIN = neqjoinsel)',
      'changed operator hand.!==(integer, integer) join: none → neqjoinsel(internal,oid,internal,smallint,internal)',
      'changed operator hand.!==(integer, integer) restrict: none → neqsel(internal,oid,internal,integer)',
    ],
    [
      'no longer estimated',
      'ALTER OPERATOR hand.=== (integer, integer) SET (RESTRICT = NONE)',
      'changed operator hand.===(integer, integer) restrict: eqsel(internal,oid,internal,integer) → none',
    ],
    [
      'neither hashed nor merged',
      `DROP OPERATOR hand.=== (integer, integer); CREATE OPERATOR hand.=== (FUNCTION = int4eq, LEFTARG = integer,
         RIGHTARG = integer, COMMUTATOR = OPERATOR(hand.===), RESTRICT = eqsel, JOIN = eqjoinsel)`,
      'changed operator hand.===(integer, integer) hashes: true → false',
      'changed operator hand.===(integer, integer) merges: true → false',
    ],
    [
      'comment',
      "COMMENT ON OPERATOR hand.=== (integer, integer) IS 'why'",
      'changed operator hand.===(integer, integer) comment: none → why',
    ],
  ]),
  ...drifts('operator-class', [
    [
      'dropped',
      'DROP OPERATOR CLASS hand.ordered_ops USING btree',
      'missing operator-class hand.ordered_ops USING btree',
    ],
    [
      'added, with a family of its own',
      'CREATE OPERATOR CLASS hand.hashed FOR TYPE integer USING hash AS OPERATOR 1 =, FUNCTION 1 hashint4(integer)',
      'extra operator-class hand.hashed USING hash',
      'extra operator-family hand.hashed USING hash',
    ],
    [
      'the default',
      ordered(
        `DEFAULT FOR TYPE hand.address USING btree FAMILY hand.ordered AS FUNCTION 1 (hand.address, hand.address) btrecordcmp(record, record)`,
      ),
      'changed operator-class hand.ordered_ops USING btree default: false → true',
      `changed operator-class hand.ordered_ops USING btree functions: [1 function btint4cmp(integer,integer) types (integer, integer)] → [1 function btrecordcmp(record,record) types (hand.address, hand.address)]`,
      `changed operator-class hand.ordered_ops USING btree operators: ${fiveOfInteger} → []`,
      'changed operator-class hand.ordered_ops USING btree type: integer → hand.address',
    ],
    [
      'of another family',
      `CREATE OPERATOR FAMILY hand.more USING btree; ${ordered(`FOR TYPE integer USING btree FAMILY hand.more AS ${all}`)}`,
      'changed operator-class hand.ordered_ops USING btree family: hand.ordered → hand.more',
      'extra operator-family hand.more USING btree',
    ],
    [
      'of fewer operators',
      ordered(`FOR TYPE integer USING btree FAMILY hand.ordered AS ${all.replace('OPERATOR 1 <, ', '')}`),
      `changed operator-class hand.ordered_ops USING btree operators: ${fiveOfInteger} → ${fiveOfInteger.replace('1 operator <(integer,integer), ', '')}`,
    ],
    [
      'stored as it is',
      `DROP OPERATOR FAMILY hand.shapes USING gist CASCADE;
       CREATE OPERATOR CLASS hand.shapes FOR TYPE polygon USING gist AS ${parts}`,
      'changed operator-class hand.shapes USING gist storage: box → none',
    ],
    [
      'comment',
      "COMMENT ON OPERATOR CLASS hand.ordered_ops USING btree IS 'why'",
      'changed operator-class hand.ordered_ops USING btree comment: none → why',
    ],
  ]),
  ...drifts('operator-family', [
    [
      'dropped, with its class',
      'DROP OPERATOR FAMILY hand.ordered USING btree CASCADE',
      'missing operator-class hand.ordered_ops USING btree',
      'missing operator-family hand.ordered USING btree',
    ],
    ['added', 'CREATE OPERATOR FAMILY hand.more USING hash', 'extra operator-family hand.more USING hash'],
    [
      'without a loose operator',
      'ALTER OPERATOR FAMILY hand.ordered USING btree DROP OPERATOR 1 (integer, bigint)',
      'changed operator-family hand.ordered USING btree operators: [1 operator <(integer,bigint)] → []',
    ],
    [
      'with another loose function',
      'ALTER OPERATOR FAMILY hand.ordered USING btree ADD FUNCTION 1 (integer, smallint) btint42cmp(integer, smallint)',
      'changed operator-family hand.ordered USING btree functions: [1 function btint48cmp(integer,bigint) types (integer, bigint)] → [1 function btint48cmp(integer,bigint) types (integer, bigint), 1 function btint42cmp(integer,smallint) types (integer, smallint)]',
    ],
    [
      'comment',
      "COMMENT ON OPERATOR FAMILY hand.ordered USING btree IS 'why'",
      'changed operator-family hand.ordered USING btree comment: none → why',
    ],
  ]),
];
