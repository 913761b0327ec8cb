import { useEffect, useState } from 'react'
import { useParams } from 'react-router'
import type { Draft } from '../../../server/tenders/contract.ts'
import { draftOf, type Tender } from '../../../server/tenders/tender.ts'
import { api } from '../net/http.ts'
import { type Loaded, useDeed, useLoad } from '../net/load.ts'

/** A change of a draft; `undefined` takes a member away. */
export type DraftPart = { [K in keyof Draft]?: Draft[K] | undefined }

/** A tender's draft on a screen that edits a part of it. */
export interface Drafting {
  id: string
  found: Loaded<Tender>
  draft: Draft | undefined
  change(part: DraftPart): void
  save: ReturnType<typeof useDeed<[], void>>
  /** whether what is shown is what the platform has */
  clean: boolean
}

/** The draft of the tender in the address: what the platform has, with changes that are saved together. */
export function useDraft(): Drafting {
  const { tender: id = '' } = useParams()
  const found = useLoad<Tender>(`/tenders/${id}`)
  const [draft, setDraft] = useState<Draft>()
  const [clean, setClean] = useState(true)
  useEffect(() => {
    if (found.value) setDraft((before) => before ?? draftOf(found.value as Tender))
  }, [found.value])
  const save = useDeed(async () => {
    if (!draft) return
    await api.post(`/tenders/${id}/draft`, { draft })
    setClean(true)
    found.reload()
  })
  const change = (part: DraftPart): void => {
    setDraft((before) => before && given({ ...before, ...part }))
    setClean(false)
  }
  return { id, found, draft, change, save, clean }
}

/** A draft without the members that were taken away: absent is not the same as empty. */
const given = (draft: { [K in keyof Draft]: Draft[K] | undefined }): Draft =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as Draft
