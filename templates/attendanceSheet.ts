import {
  type Attestation,
  attested,
  facts,
  headed,
  heading,
  instant,
  listed,
  minute,
  ofTender,
  type Paper,
  paragraph,
  type Time,
} from './layout.ts'

/** Who was there when bids were evaluated, put together from the sheets that each member signed by itself. */
export interface AttendanceSheet extends Attestation {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly meeting: { readonly at: Time; readonly place: string }
  readonly members: readonly {
    readonly name: string
    readonly employer: string
    readonly arrivedAt: Time
    /** SHA-256 of the member's own sheet with its signature, and when it signed; absent: it did not */
    readonly own?: { readonly sha256: string; readonly at: Time }
  }[]
  readonly madeAt: Time
}

/** The common sheet of attendance (评标签到表). The members learn each other's names by the report, not by this sheet. */
export const attendanceSheet = (of: AttendanceSheet): Paper =>
  headed({ ...of, title: '评标委员会签到表', foot: '结果公布前保密' }, [
    facts([
      ofTender(of.tender),
      ['评标时间', minute(of.meeting.at)],
      ['评标地点', of.meeting.place],
      ['汇总时间', instant(of.madeAt)],
    ]),
    heading('一、到场成员'),
    listed(
      ['姓名', '工作单位', '签到时间', '本人签署', '本人签到文件指纹（SHA-256）'],
      of.members.map(({ name, employer, arrivedAt, own }) => [
        name,
        employer || '未登记',
        instant(arrivedAt),
        own ? instant(own.at) : '未签署',
        own?.sha256 ?? '—',
      ]),
      '没有成员签到。',
      [1.8, 3, 2.6, 2.6, 4],
    ),
    paragraph(
      '评标期间各成员分别在本人的签到、承诺与回避声明上签署，互不知悉。本表在评标结束、结果确定后由平台依据上列已签署的文件汇总，逐一列明其指纹，可以对照核验。',
    ),
    heading('二、签章'),
    ...attested(of),
  ])
