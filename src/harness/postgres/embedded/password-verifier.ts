import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/**
 * What a server keeps of a password (RFC 5803). Hashing thousands of times guards passwords that can be guessed; one of 128
 * random bits cannot, and the server would do so for each connection, which then takes almost twice as long.
 */
export function verifierOf(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, 1, 32, 'sha256');
  const keyed = (name: string) => createHmac('sha256', salted).update(name).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  return `SCRAM-SHA-256$1:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`;
}
