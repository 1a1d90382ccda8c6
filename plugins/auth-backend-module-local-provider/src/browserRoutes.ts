import { AuditorService } from '@backstage/backend-plugin-api';
import { CODE_MINUTES, Redeemed } from '@illm-lab/plugin-auth-local-node';
import Router from 'express-promise-router';
import { Gate } from './Gate';

const REFUSALS: Record<Exclude<Redeemed, 'ok'>, string> = {
  used: 'This address was used already',
  invalid: `This address is not of this hub, or is older than ${CODE_MINUTES} minutes`,
};

/** A page without markup of its own to escape: nothing of the request is in it. */
const refusalPage = (reason: string) => `<!DOCTYPE html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Not let in · Illm Lab</title>
  <h1>This browser was not let in</h1>
  <p>${reason}. Ask for a new one on the machine that runs the hub:</p>
  <pre>./lab open</pre>
</html>
`;

/**
 * How a browser is let in, below `/api/auth/local`:
 * - `GET /open?code=C` takes a one-time code, sets the session and opens the portal
 *   (303); 403 with a page that names the remedy otherwise
 * - `GET /admission` tells the sign-in page whether it was: `{ admitted }`
 */
export function browserRoutes(gate: Gate, auditor: AuditorService) {
  const router = Router();

  router.get('/local/open', async (req, res) => {
    res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    const event = await auditor.createEvent({
      eventId: 'browser-let-in',
      severityLevel: 'medium',
      request: req,
    });
    const outcome = await gate.redeem(String(req.query.code ?? ''));
    if (outcome !== 'ok') {
      const reason = REFUSALS[outcome];
      await event.fail({ error: new Error(reason) });
      res.status(403).type('html').send(refusalPage(reason));
      return;
    }
    res.cookie(...(await gate.newCookie()));
    await event.success();
    res.redirect(303, gate.portalUrl);
  });

  router.get('/local/admission', async (req, res) => {
    const admitted = await gate.isOpenTo(req);
    res.set('Cache-Control', 'no-store').json({ admitted });
  });

  return router;
}
