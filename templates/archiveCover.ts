import {
  type Attestation,
  attested,
  day,
  facts,
  heading,
  listed,
  type Paper,
  pageBreak,
  paragraph,
  type Time,
} from './layout.ts'
import { PARTIES } from './parties.ts'

/** A file in the archive. */
export interface ArchivedFile {
  readonly name: string
  readonly pages?: number
  readonly madeAt: Time
  /** SHA-256, hex. */
  readonly hash: string
}

/** What the cover and contents of an archive (归档封面与目录) say. */
export interface ArchiveCover extends Attestation {
  /** The law it goes by. */
  readonly track: 'T' | 'G'
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly tenderer: string
  readonly agent?: string
  readonly winner?: string
  readonly openedAt?: Time
  readonly archivedAt: Time
  readonly retention: string
  /** Root over all files, hex. */
  readonly root: string
  readonly parts: readonly { readonly name: string; readonly files: readonly ArchivedFile[] }[]
}

/** Cover and contents of a tender's archive (归档封面与目录). */
export const archiveCover = (archive: ArchiveCover): Paper => ({
  title: '电子交易档案',
  subtitle: archive.tender.name,
  code: archive.code,
  blocks: [
    facts([
      ['标段（包）', `${archive.tender.name}（${archive.tender.code}）`],
      [PARTIES[archive.track].tenderer, archive.tenderer],
      [PARTIES[archive.track].agent, archive.agent],
      ['中标人', archive.winner],
      ['开标日期', archive.openedAt === undefined ? undefined : day(archive.openedAt)],
      ['归档日期', day(archive.archivedAt)],
      ['保管期限', archive.retention],
      ['文件数量', `${archive.parts.reduce((sum, { files }) => sum + files.length, 0)} 件`],
      ['档案指纹', archive.root],
    ]),
    paragraph('档案指纹由目录所列全部文件的指纹逐级计算得出。任何一件文件被增加、删除或者改动，指纹都会不同。'),
    ...attested(archive),
    pageBreak,
    ...archive.parts.flatMap(({ name, files }) => [
      heading(name),
      listed(
        ['文件名称', '页数', '形成日期', '文件指纹（SHA-256）'],
        files.map((file) => [
          file.name,
          file.pages === undefined ? '—' : String(file.pages),
          day(file.madeAt),
          file.hash,
        ]),
        '本部分没有文件。',
        [4.4, 1.2, 2.6, 5.4],
        ['left', 'center', 'center'],
      ),
    ]),
  ],
  footer: `电子交易档案 · ${archive.tender.name}`,
})
