import { useEffect, useState } from 'react'
import { type Finding, sentence } from '../../../crypto/pdf/findings.ts'
import { checkStructure } from '../../../crypto/pdf/structure.ts'
import { sayBoth } from '../app/words.ts'
import { problemOf, Stopped } from '../net/http.ts'
import { PARTS, type Part } from './checks.ts'
import { added, allFiles, type Chosen, type Files, learned, NO_FILES } from './chosen.ts'
import type { Defects } from './form.ts'
import { askPdf, SLOW } from './pdfs.ts'

/** The volumes as the shared check of structure takes them. */
export const volumesOf = (files: Files) =>
  PARTS.map((part) => ({
    part,
    files: files[part].map(({ name, file }) => ({ name, bytes: file.size, read: async () => new Uint8Array() })),
  }))

/**
 * The files that the bidder chooses, each looked at in a worker as soon as it is there.
 *
 * @param signable whether files of a volume are signed: a signature names its bidder, so those of a blind volume are not
 */
export function useFiles(signable: (part: Part) => boolean) {
  const [files, setFiles] = useState(NO_FILES)
  const [twins, setTwins] = useState<Finding[]>([])
  const learn = (file: File, more: Partial<Chosen>): void => setFiles((before) => learned(before, file, more))
  const add = (part: Part, more: readonly File[]): void => {
    setFiles((before) => added(before, part, more, signable(part)))
    for (const file of more)
      void looked(file).then(
        (found) => learn(file, found),
        (error) => learn(file, { refused: problemOf(error) }), // the check before the sealing looks once more
      )
  }
  const remove = (part: Part, file: File): void =>
    setFiles((before) => ({ ...before, [part]: before[part].filter((one) => one.file !== file) }))
  const names = allFiles(files)
    .map(({ part, chosen }) => `${part}/${chosen.name}/${chosen.file.size}`)
    .join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when there are other files, not when more is known of them
  useEffect(() => {
    let left = false
    const volumes = PARTS.map((part) => ({ part, files: files[part].map(({ file, name }) => ({ file, name })) }))
    if (allFiles(files).length > 1)
      void askPdf({ what: 'twins', volumes }).then(
        (found) => left || setTwins(found),
        () => undefined, // a file that went away is said when it is looked at
      )
    else setTwins([])
    return () => {
      left = true
    }
  }, [names])
  /** All that was found, once every file was looked at; and the files as they were checked, to be sealed. */
  const check = async (): Promise<{ checked: Files; defects: Defects }> => {
    const defects: Defects = {}
    let checked = files
    const wrong = checkStructure(volumesOf(files)).filter(({ level }) => level === 'error')
    for (const one of wrong) defects[`volume-${(one.part ?? 'business') as Part}`] ??= sayBoth(sentence(one))
    for (const { part, chosen } of allFiles(files)) {
      const more = chosen.look ? undefined : await looked(chosen.file)
      if (more) {
        checked = learned(checked, chosen.file, more)
        learn(chosen.file, more)
      }
      const error = (more ?? chosen).look?.findings.find(({ level }) => level === 'error')
      if (error) defects[`volume-${part}`] ??= `${chosen.name}：${sayBoth(sentence(error))}`
    }
    return { checked, defects }
  }
  return { files, twins, add, remove, learn, check }
}

/** What a look at a file tells; a broken one is not to be signed. */
async function looked(file: File): Promise<Partial<Chosen>> {
  try {
    const look = await askPdf({ what: 'look', file, name: file.name })
    const bad = look.findings.some(({ level }) => level === 'error')
    return { look, ...(bad ? { sign: false } : {}) }
  } catch (problem) {
    if (!(problem instanceof Stopped) || problem.code === SLOW) throw problem
    return { sign: false, look: { findings: [{ code: 'DAMAGED', level: 'error' }], pages: undefined, signed: [] } }
  }
}
