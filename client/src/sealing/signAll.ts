import { base64, unbase64 } from '../../../crypto/bytes.ts'
import type { Drawing } from '../../../pdf/drawing.ts'
import type { StampPlace } from '../../../pdf/place.ts'
import { bidKeys } from '../app/keys.ts'
import { api, Stopped } from '../net/http.ts'
import type { Part } from './checks.ts'
import { allFiles, type Chosen, type Files, learned } from './chosen.ts'
import { signFile } from './pdfs.ts'

/** Which files wait for a signature. */
export const unsigned = (files: Files): Chosen[] =>
  allFiles(files).flatMap(({ chosen }) => (chosen.sign && !chosen.tail ? [chosen] : []))

/** How many files are signed here or are to be. */
export const signing = (files: Files): number =>
  allFiles(files).filter(({ chosen: { sign, tail } }) => sign || tail).length

/**
 * Signs every file that is to be signed, one PIN for all of them.
 *
 * @param name who signs, as readers of the files see it
 * @param learn is told of each file as it is done
 * @throws where one that the bidder wants signed cannot be
 */
export async function signAll(
  files: Files,
  name: string,
  place: StampPlace | undefined,
  learn: (file: File, more: Partial<Chosen>) => void,
): Promise<Files> {
  let all = files
  const todo = unsigned(files)
  const { sign: key } = bidKeys()
  if (!todo.length || !key) return all
  const how = { name, stamp: await api.get<Drawing>('/account/stamp'), place }
  for (const { file, name: called } of todo) {
    try {
      const more = await signFile(file, how, key)
      all = learned(all, file, more)
      learn(file, more)
    } catch (problem) {
      if (!(problem instanceof Stopped)) throw problem
      const { zh, en } = problem
      learn(file, { refused: { zh, en } })
      throw new Stopped(`${called} 无法签章：${zh}`, `${called} cannot be signed: ${en}`)
    }
  }
  return all
}

/** The signatures behind the files, to be kept until the receipt is there. */
export const tailsOf = (files: Files): Record<string, string> =>
  Object.fromEntries(
    allFiles(files).flatMap(({ part, at, chosen: { tail } }) => (tail ? [[`${part}/${at}`, base64(tail)]] : [])),
  )

/** The files with the signatures that were behind them when their sealing was interrupted, and no others. */
export function withTails(files: Files, tails: Record<string, string>): Files {
  const restored = (part: Part) =>
    files[part].map(({ tail: _made, ...one }, at): Chosen => {
      const kept = tails[`${part}/${at}`]
      return kept ? { ...one, tail: unbase64(kept) } : one
    })
  return { business: restored('business'), technical: restored('technical'), price: restored('price') }
}
