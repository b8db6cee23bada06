import Declarations
import House
import Kernel
import Store
import TestKit
import Testing
import Web
import Wire

/// The server's account of the database may work in its tables and do nothing else.
@Suite("Rights in the database") struct LeastRightsScenarios {
    @Test("a server works under an account that can neither make nor change tables; the owner's account brought them up to date",
        .enabled(if: TestStore.engines.contains(.postgres)))
    func worker() async throws {
        try await TestStore.address(.postgres) { address in
            let owners = try #require(address)
            let owner = try Store(.postgres(owners))
            defer { owner.close() }
            try await World.run(on: owner) { world in
                _ = try await owner.write { session in
                    try session.execute(
                        """
                        do $$ begin
                            if not exists (select from pg_roles where rolname = 'tradewind_worker') then
                                create role tradewind_worker login;
                            end if;
                            execute format('grant usage on schema %I to tradewind_worker', current_schema());
                            execute format(
                                'grant select, insert, update, delete on all tables in schema %I '
                                'to tradewind_worker', current_schema());
                        end $$
                        """)
                }
                let workers = owners.replacing("user=tradewind ", with: "user=tradewind_worker ")
                #expect(workers != owners)
                let worker = try Store(.postgres(workers))
                defer { worker.close() }
                let limited = try await world.beside(on: worker)
                #expect(try await limited.declare(1, .direct).status == 800)
                let lists = try await limited.member(of: world.cast.declarant).get("/zh/declarations")
                #expect(lists.status == 200)
                for work in [
                    { (session: Session) in _ = try session.execute("create table own (a bigint)") },
                    { (session: Session) in _ = try session.execute("drop table journal_entries") },
                    { (session: Session) in _ = try session.execute("alter table store_keys add a bigint") },
                ] as [@Sendable (Session) throws -> Void] {
                    await #expect(throws: (any Error).self) { try await worker.write { try work($0) } }
                }
            }
        }
    }
}
