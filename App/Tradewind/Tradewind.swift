import ArgumentParser
import House

@main
struct Tradewind {
    static func main() async {
        await TradewindCommand.main()
    }
}
