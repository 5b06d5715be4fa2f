import fc from 'fast-check';
import { type KnownTypes, values } from './values.ts';

const address = fc
  .tuple(fc.integer({ min: 1, max: 223 }), fc.nat(255), fc.nat(255), fc.nat(255))
  .map((parts) => parts.join('.'));
const hexes = (count: number) =>
  fc
    .array(fc.nat(255), { minLength: count, maxLength: count })
    .map((all) => all.map((byte) => byte.toString(16).padStart(2, '0')));
const bits = (min: number, max: number) =>
  fc.array(fc.constantFrom('0', '1'), { minLength: min, maxLength: max }).map((all) => all.join(''));

/** Addresses, bytes and bits. */
export const bytes: KnownTypes = {
  bytea: () =>
    values(
      fc
        .integer({ min: 1, max: 8 })
        .chain(hexes)
        .map((all) => `\\x${all.join('')}`),
      '\\x',
      '\\x00',
      `\\x${'ff00'.repeat(500)}`,
    ),
  inet: () => values(address, '0.0.0.0', '255.255.255.255/32', '10.1.2.3/8', '::1', '2001:db8::/32'),
  cidr: () => values(address, '0.0.0.0/0', '10.0.0.0/8', '::/0', '2001:db8::/32'),
  macaddr: () =>
    values(
      hexes(6).map((all) => all.join(':')),
      '00:00:00:00:00:00',
      'ff:ff:ff:ff:ff:ff',
    ),
  macaddr8: () =>
    values(
      hexes(8).map((all) => all.join(':')),
      '00:00:00:00:00:00:00:00',
      'ff:ff:ff:ff:ff:ff:ff:ff',
    ),
  bit: (typmod) =>
    values(
      bits(Math.max(typmod, 1), Math.max(typmod, 1)),
      '0'.repeat(Math.max(typmod, 1)),
      '1'.repeat(Math.max(typmod, 1)),
    ),
  varbit: (typmod) => values(bits(1, typmod < 0 ? 16 : typmod), '', '1'.repeat(typmod < 0 ? 64 : typmod)),
  pg_snapshot: () => values(fc.constant('10:20:10,14')),
  txid_snapshot: () => values(fc.constant('10:20:10,14')),
  pg_lsn: () =>
    values(
      fc.nat(0xffffff).map((n) => `0/${n.toString(16)}`),
      '0/0',
      'FFFFFFFF/FFFFFFFF',
    ),
};
