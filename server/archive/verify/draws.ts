import { unbase64, unhex } from '../../../crypto/bytes.ts'
import { parseCertificate } from '../../../crypto/certificate.ts'
import { verifyRaw } from '../../../crypto/signature.ts'
import { checkDraw, type Transcript } from '../../../crypto/transcript.ts'
import type { Opened } from './archive.ts'
import { refuseAny } from './report.ts'

/** Every draw gives the same order again, and is the one that the facts speak of. */
export async function checkDraws({ bag, facts }: Opened): Promise<string> {
  const wrong: string[] = []
  const paths = bag.paths.filter((path) => path.startsWith('data/draws/'))
  const platform = parseCertificate(unbase64((await bag.text('data/trust/platform.txt')).trim()))
  for (const path of paths)
    try {
      const transcript = JSON.parse(await bag.text(path)) as Transcript
      await checkDraw(transcript, async (statement, signature) => {
        await verifyRaw(platform, statement, unhex(signature))
        return true
      })
      const drawn = facts.find(
        ({ fact }) => fact.type === 'draw.drawn' && (fact.data as { draw: string }).draw === transcript.draw,
      )
      if (!drawn || (drawn.fact.data as { seed: string }).seed !== transcript.seed)
        throw new Error('the facts know another seed')
    } catch (problem) {
      wrong.push(
        `${path}: ${JSON.stringify((problem as { facts?: object }).facts ?? String((problem as Error).message))}`,
      )
    }
  if (!paths.length) wrong.push('there is no draw')
  refuseAny(wrong, 'draws do not hold')
  return `${paths.length} draws repeated`
}
