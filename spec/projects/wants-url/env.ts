/** As zod throws it: a list of issues in its message. */
class ZodError extends Error {
  issues = [{ code: 'invalid_type', path: ['SHOP_DATABASE_URL'], message: 'Required' }];
  override get message() {
    return JSON.stringify(this.issues, null, 2);
  }
}
const { SHOP_DATABASE_URL: url } = process.env;
if (!url) throw new ZodError();
export { url };
