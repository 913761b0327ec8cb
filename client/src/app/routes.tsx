import { Link, Navigate, Outlet, type RouteObject } from 'react-router'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Broken } from './Broken.tsx'
import { Home } from './Home.tsx'
import { Shell } from './Shell.tsx'
import { screen } from './screens.tsx'
import { useSession } from './session.tsx'
import { say } from './words.ts'

const Login = screen(() => import('../identity/Login.tsx'))
const TenderList = screen(() => import('../tenders/TenderList.tsx'))
const TenderPage = screen(() => import('../tenders/TenderPage.tsx'))
const BidderHome = screen(() => import('../bids/BidderHome.tsx'))
const TaskList = screen(() => import('../bids/TaskList.tsx'))
const SealBid = screen(() => import('../sealing/SealBid.tsx'))
const Receipt = screen(() => import('../bids/Receipt.tsx'))
const Result = screen(() => import('../bids/Result.tsx'))
const Deposit = screen(() => import('../deposits/Deposit.tsx'))
const Apply = screen(() => import('../prequalification/Apply.tsx'))
const Documents = screen(() => import('../questions/Documents.tsx'))
const Inbox = screen(() => import('../questions/Inbox.tsx'))
const MoneyDesk = screen(() => import('../deposits/MoneyDesk.tsx'))
const Affiliates = screen(() => import('../identity/Affiliates.tsx'))
const TrustPage = screen(() => import('../trust/TrustPage.tsx'))
const Issuers = screen(() => import('../deposits/Issuers.tsx'))
const SectionDeposits = screen(() => import('../deposits/SectionDeposits.tsx'))
const BankDesk = screen(() => import('../deposits/BankDesk.tsx'))
const Hall = screen(() => import('../opening/Hall.tsx'))
const Invitations = screen(() => import('../evaluation/Invitations.tsx'))
const EvaluationRoom = screen(() => import('../evaluation/EvaluationRoom.tsx'))
const TenderComplaints = screen(() => import('../complaints/TenderComplaints.tsx'))
const Desk = screen(() => import('../supervision/Desk.tsx'))
const Timeline = screen(() => import('../supervision/Timeline.tsx'))
const Certificates = screen(() => import('../identity/Certificates.tsx'))
const Security = screen(() => import('../identity/Security.tsx'))
const Registration = screen(() => import('../identity/Registration.tsx'))
const Messages = screen(() => import('../messages/Messages.tsx'))
const Channels = screen(() => import('../messages/Channels.tsx'))
const Deliveries = screen(() => import('../messages/Deliveries.tsx'))
const Outages = screen(() => import('../outages/Outages.tsx'))
const Environment = screen(() => import('../environment/Environment.tsx'))
const Wizard = screen(() => import('../projects/Wizard.tsx'))
const ProjectPage = screen(() => import('../projects/ProjectPage.tsx'))
const DocumentEditor = screen(() => import('../tenders/DocumentEditor.tsx'))
const Plan = screen(() => import('../tenders/Plan.tsx'))
const CriteriaDesigner = screen(() => import('../tenders/Criteria.tsx'))
const Verify = screen(() => import('../audit/Verify.tsx'))
const Proofs = screen(() => import('../audit/Proofs.tsx'))
const Settings = screen(() => import('../regions/Settings.tsx'))
const LogReader = screen(() => import('../audit/LogReader.tsx'))

/** A screen for those who are signed in; others are asked to. */
function SignedIn() {
  const { session, loading } = useSession()
  if (!session) return loading ? null : <p>{say('连接不上平台', 'the platform cannot be reached')}</p>
  const here = encodeURIComponent(location.pathname + location.search)
  if (session.role === 'public') return <Navigate to={`/login?to=${here}`} replace />
  return <Outlet />
}

/** One list for bidders (what is open to them), one for those who run tenders. */
function Tenders() {
  const { session } = useSession()
  return session?.role === 'bidder' ? <BidderHome /> : <TenderList />
}

/** A bidder's page of a tender is its task list. */
function OneTender() {
  const { session } = useSession()
  return session?.role === 'bidder' ? <TaskList /> : <TenderPage />
}

function Nowhere() {
  return (
    <>
      <PageTitle>{say('没有这个页面', 'There is nothing here')}</PageTitle>
      <p>
        {say('地址可能写错，或页面已不在。', 'The address may be wrong, or the page is gone. ')}
        <Link to="/">{say('回到首页', 'Go to your first page')}</Link>
      </p>
    </>
  )
}

/** Every address of the client. */
export const routes: RouteObject[] = [
  {
    element: <Shell />,
    children: [
      {
        errorElement: <Broken />,
        children: [
          { path: '/', element: <Home /> },
          { path: '/login', element: <Login /> },
          { path: '/env-check', element: <Environment /> },
          { path: '/register', element: <Registration /> },
          { path: '/verify', element: <Verify /> },
          { path: '/log', element: <LogReader /> },
          { path: '/proofs/:kind/:id', element: <Proofs /> },
          { path: '/affiliates', element: <Affiliates /> },
          { path: '/trust', element: <TrustPage /> },
          { path: '/settings', element: <Settings /> },
          { path: '/settings/:region', element: <Settings /> },
          { path: '/o/:tender', element: <Hall /> },
          { path: '/o/:tender/host', element: <Hall /> },
          { path: '/openings/:tender/live', element: <Hall /> },
          {
            element: <SignedIn />,
            children: [
              { path: '/account/certs', element: <Certificates /> },
              { path: '/account/security', element: <Security /> },
              { path: '/inbox', element: <Messages /> },
              { path: '/inbox/channels', element: <Channels /> },
              { path: '/inbox/deliveries', element: <Deliveries /> },
              { path: '/outages', element: <Outages /> },
              { path: '/t', element: <Tenders /> },
              { path: '/t/new', element: <Wizard /> },
              { path: '/t/new/:project', element: <Wizard /> },
              { path: '/t/p/:project', element: <ProjectPage /> },
              { path: '/t/:tender', element: <OneTender /> },
              { path: '/t/:tender/document', element: <DocumentEditor /> },
              { path: '/t/:tender/plan', element: <Plan /> },
              { path: '/t/:tender/criteria', element: <CriteriaDesigner /> },
              { path: '/b/:tender', element: <TaskList /> },
              { path: '/b/:tender/apply', element: <Apply /> },
              { path: '/b/:tender/docs', element: <Documents /> },
              { path: '/t/:tender/questions', element: <Inbox /> },
              { path: '/b/:tender/seal', element: <SealBid /> },
              { path: '/b/:tender/receipt', element: <Receipt /> },
              { path: '/b/:tender/deposit', element: <Deposit /> },
              { path: '/b/:tender/result', element: <Result /> },
              { path: '/e', element: <Invitations /> },
              { path: '/e/:tender', element: <EvaluationRoom /> },
              { path: '/t/:tender/deposits', element: <SectionDeposits /> },
              { path: '/money', element: <MoneyDesk /> },
              { path: '/issuers', element: <Issuers /> },
              { path: '/bank', element: <BankDesk /> },
              { path: '/s', element: <Desk /> },
              { path: '/s/:tender', element: <Timeline /> },
              { path: '/s/:tender/complaints', element: <TenderComplaints /> },
              { path: '/b/:tender/complaints', element: <TenderComplaints /> },
              { path: '/t/:tender/complaints', element: <TenderComplaints /> },
            ],
          },
          { path: '*', element: <Nowhere /> },
        ],
      },
    ],
  },
]
